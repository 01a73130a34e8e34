import type { EmergencyCause } from '../../../domain/policy/emergency.ts';
import { declareTexts, type Language } from '../../language/languages.ts';

/** Why somebody was let in by hand in an emergency, as a guard chooses it and as officials read it. */
export const causeTexts: Record<Language, Record<EmergencyCause, string>> = {
  'zh-CN': {
    medical: '急病或临产',
    rescue: '救援人员',
    fire: '火灾或疏散',
    danger: '躲避危险',
    other: '其他紧急情况',
    mistake: '误触，没有人进入',
  },
  en: {
    medical: 'Illness or birth',
    rescue: 'Rescue workers',
    fire: 'Fire, evacuation',
    danger: 'Fleeing from danger',
    other: 'Something else',
    mistake: 'Touched by mistake, nobody entered',
  },
};

/** The guard's act in an emergency, and its counts. */
export const emergencyTexts = declareTexts(
  {
    act: '紧急放行',
    hint: '救人优先，先放行，后记录',
    done: '已放行',
    why: (times: string) => `${times} 紧急放行：原因？`,
    later: '稍后',
    kept: '已记录。记录的是值守人员的操作，不涉及任何个人。',
    notKept: '尚未记录：设备存储写不进去，会一直重试。请勿关闭本页。',
    today: '今日紧急放行',
    byHand: '值守人员放行，不计入扫码和预警',
    told: (cause: string) => `事后说明：${cause}`,
    undecided: '由值守人员放行，不由规则判定',
  },
  {
    act: 'Emergency: let in',
    hint: 'People first: let them in, it is recorded afterwards',
    done: 'Let in',
    why: (times: string) => `Let in at ${times}. Why?`,
    later: 'Later',
    kept: 'On record as the guard’s act. It says nothing about any person.',
    notKept: 'Not on record yet: the storage cannot be written. The page keeps trying; do not close it.',
    today: 'Emergencies let in',
    byHand: 'By a guard’s hand: no scan, no alert',
    told: (cause: string) => `Told afterwards: ${cause}`,
    undecided: 'Let in by a guard; no rule decides that',
  },
);
