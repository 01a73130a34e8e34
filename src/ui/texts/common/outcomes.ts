import { declareTexts } from '../../language/languages.ts';

/** What happened at a gate, a guard's act in an emergency among it, as those who run it read it. What the person at the gate reads stands in health.ts. */
export const outcomeTexts = declareTexts(
  { admit: '放行', attend: '需人工核验', refuse: '拒绝进入', emergency: '紧急放行' },
  { admit: 'Admitted', attend: 'Staff needed', refuse: 'Refused', emergency: 'Let in, emergency' },
);
