import { expect } from '@open-wc/testing';
import { dateTimeText, readDateTime, readDay, typedDayText } from '../../../src/domain/time/typed-time.ts';

const at = Date.UTC(2026, 10, 29, 22, 53);

describe('a moment as people type it', () => {
  for (const text of [
    '2026-11-30 06:53',
    ' 2026-11-30  6:53 ',
    '2026-11-30T06:53',
    '2026/11/30 06:53',
    '2026.11.30 06:53',
    '２０２６－１１－３０　０６：５３',
    '2026年11月30日6点53分',
    '2026年11月30日 06时53分',
    '20261130 0653',
    '202611300653',
    '2026-11-30 06:53:00',
  ]) {
    it(`reads "${text}" in the district's time`, () => expect(readDateTime(text)).to.equal(at));
  }

  it('reads seconds, and an hour alone', () => {
    expect(readDateTime('2026-11-30 06:53:09')).to.equal(at + 9000);
    expect(readDateTime('2026年11月30日6点')).to.equal(at - 53 * 60_000);
  });

  for (const text of [
    '',
    'soon',
    '2026-11-30',
    '2026-02-30 06:53',
    '2026-11-30 24:00',
    '2026-11-30 06:60',
    '30-11-2026 06:53',
    '26-11-30 06:53',
    '2026-11-30 06:53 x',
    '1'.repeat(41),
  ]) {
    it(`takes "${text}" for none`, () => expect(readDateTime(text)).to.equal(null));
  }

  it('is written as it is read', () => {
    for (const ms of [at, at + 9000, Date.UTC(2024, 1, 29, 15, 59, 59), 0]) {
      expect(readDateTime(dateTimeText(ms))).to.equal(ms);
    }
    expect(dateTimeText(at)).to.equal('2026-11-30 06:53');
  });
});

describe('a day as people type it', () => {
  it('is read in the same ways, and is no moment', () => {
    for (const text of ['2026-11-30', '2026/11/30', '20261130', '2026年11月30日', '2026年11月30号'])
      expect(readDay(text), text).to.equal(20261130);
    for (const text of ['2026-11-31', '2026-11-30 06:53', '']) expect(readDay(text), text).to.equal(null);
    expect(readDay(typedDayText(20240229))).to.equal(20240229);
  });
});
