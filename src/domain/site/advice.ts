/** A text in both languages. */
export interface BothLanguages {
  'zh-CN': string;
  en: string;
}

/**
 * What a person is told to do whose page is red or yellow, and whom to call. A district sets its own; these words are
 * general enough for any.
 */
export interface Advice {
  red: BothLanguages;
  yellow: BothLanguages;
  /** As people write it. */
  phone: string;
}

/** 12345 is the line of every city government in China. */
export const generalAdvice: Advice = {
  red: {
    'zh-CN':
      '请不要进入，也不要前往其他公共场所。请戴好口罩，与他人保持距离，回到住处或原地等候，并立即致电，按指引行动。需要急救请拨打 120。',
    en: 'Do not enter, nor go to any other public place. Wear a mask, keep your distance, stay where you live or where you are, and call now for guidance. In an emergency call 120.',
  },
  yellow: {
    'zh-CN': '请先不要进入。带上身份证件找现场工作人员核实；如需补做核酸检测或对状态有疑问，请致电。',
    en: 'Do not enter yet. See the staff with your ID card. Call if you need a test or think that your status is wrong.',
  },
  phone: '12345',
};

/** The number as a telephone dials it. */
export function dialled(phone: string): string {
  return phone.replace(/[^+\d]/g, '');
}
