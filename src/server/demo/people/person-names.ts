import type { Chance } from '../random.ts';

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const given = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建文辉力玉兰婷宇浩然思雨欣怡子涵梓轩佳琪晨阳雪梅志国庆春燕海波',
];
const rareSurnames = ['欧阳', '上官', '司徒', '诸葛'];

/** Names at both ends of what people are called. */
const extremes = ['玥', '阿卜杜热合曼·买买提明', '古丽巴哈尔·阿不都热依木江', 'Ngũgĩ wa Thiong’o', '欧阳玥'];

/**
 * A name of two to four characters.
 * @param rare whether there are people among them with names of one character, of twelve, and of other scripts
 */
export function personName(chance: Chance, rare = false): string {
  if (rare && chance.next() < 0.004) return chance.pick(extremes);
  const surname = chance.next() < 0.02 ? chance.pick(rareSurnames) : chance.pick(surnames);
  const first = chance.pick(given);
  return surname + first + (chance.next() < 0.72 ? chance.pick(given) : '');
}
