import { declareTexts } from '../languages.ts';

/** Words for colours, results, doses and outcomes: the same on every face. */
export const healthTexts = declareTexts(
  {
    green: '绿码',
    yellow: '黄码',
    red: '红码',
    unknown: '状态未知',
    negative: '阴性',
    positive: '阳性',
    pending: '待出结果',
    none: '无记录',
    lastTest: '最近核酸',
    vaccine: '疫苗接种',
    doses: (count: number) => (count === 0 ? '未接种' : `${count} 剂`),
    dosesUnknown: '无记录',
    admit: '可以通行',
    attend: '请联系工作人员',
    refuse: '不得进入',
  },
  {
    green: 'Green',
    yellow: 'Yellow',
    red: 'Red',
    unknown: 'Not known',
    negative: 'Negative',
    positive: 'Positive',
    pending: 'Pending',
    none: 'No test known',
    lastTest: 'Last nucleic acid test',
    vaccine: 'Vaccination',
    doses: (count: number) => (count === 0 ? 'None' : count === 1 ? '1 dose' : `${count} doses`),
    dosesUnknown: 'Not known',
    admit: 'You may enter',
    attend: 'Please see the staff',
    refuse: 'Do not enter',
  },
);
