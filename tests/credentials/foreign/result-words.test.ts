import { expect } from '@open-wc/testing';
import { namesCovid, saysPositive } from '../../../src/credentials/foreign/result-words.ts';

describe('words for a result', () => {
  const positive = [
    'Positive',
    'POSITIVE',
    'pos',
    'POS.',
    'positif',
    'Positivo',
    'pozitívny',
    'positiivinen',
    'detected',
    'SARS-CoV-2 detected',
    'Detectado',
    'weakly positive',
    'reactive',
    'nachgewiesen',
    'θετικό',
    'Положительный',
    '阳性',
    '陽性',
    '検出 陽性',
    '양성',
    'ＰＯＳＩＴＩＶＥ',
    'positive (Ct 22)',
    'Presumptive_positive',
  ];
  for (const word of positive) it(`"${word}" says positive`, () => expect(saysPositive(word)).to.equal(true));

  const others = [
    '',
    'Negative',
    'NEG',
    'not detected',
    'NOT_DETECTED',
    'Undetected',
    'non-reactive',
    'false positive',
    'no détecté',
    'nicht nachgewiesen',
    '阴性',
    '未检出',
    '不是阳性',
    'inconclusive',
    'invalid',
    'position',
    'see report',
    'positive: no',
    '260415000',
  ];
  for (const word of others) it(`"${word}" does not`, () => expect(saysPositive(word)).to.equal(false));

  it('are never read without end', () => {
    expect(saysPositive(`${'not '.repeat(100_000)}positive`)).to.equal(false);
  });

  it('name the disease', () => {
    for (const name of ['COVID-19', 'SARS-CoV-2', 'SARS CoV 2', '2019-nCoV', '新冠病毒'])
      expect(namesCovid(name)).to.equal(true);
    for (const name of ['Influenza A', 'SARS', '']) expect(namesCovid(name)).to.equal(false);
  });
});
