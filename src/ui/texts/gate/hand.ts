import { declareTexts } from '../../language/languages.ts';

/** Texts of a sentry in a guard's hand, and of what a guard says of those who come. */
export const handTexts = declareTexts(
  {
    handHeld: '手持使用（后置摄像头，员工扫市民的码）',
    direction: '通行方向',
    direction_none: '不记录',
    direction_in: '进入',
    direction_out: '离开',
    group: '多人同行',
    groupOf: (count: number) => `同行：${count} 人，点此结束`,
    torch: '照明',
    pointAt: '请对准对方的健康码',
    pointHint: '一次一人；一家人点“多人同行”后逐个扫',
  },
  {
    handHeld: 'Held in the hand (back camera: staff scan people’s codes)',
    direction: 'Which way people go',
    direction_none: 'Not recorded',
    direction_in: 'In',
    direction_out: 'Out',
    group: 'A group comes',
    groupOf: (count: number) => `Group: ${count} so far. Tap to end it`,
    torch: 'Light',
    pointAt: 'Point the camera at their code',
    pointHint: 'One at a time; of a family tap “A group comes” and scan one after the other',
  },
);
