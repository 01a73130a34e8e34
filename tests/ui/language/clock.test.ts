import { expect } from '@open-wc/testing';
import { clockSeconds, dateTimeSeconds, duration, weekday } from '../../../src/ui/language/clock.ts';

describe('clock', () => {
  it('prints the district’s date and time, whatever the device’s time zone', () => {
    const time = Date.UTC(2026, 10, 22, 16, 5, 9);
    expect(dateTimeSeconds(time)).to.equal('2026-11-23 00:05:09');
    expect(clockSeconds(time)).to.equal('00:05:09');
    expect(weekday(time, 'en')).to.equal('Monday');
    expect(weekday(time, 'zh-CN')).to.equal('星期一');
  });

  const cases: [ms: number, zh: string, en: string][] = [
    [-5, '0秒', '0 sec'],
    [999, '0秒', '0 sec'],
    [42_500, '42秒', '42 sec'],
    [119_999, '119秒', '119 sec'],
    [120_000, '2分钟', '2 min'],
    [7_199_999, '119分钟', '119 min'],
    [7_200_000, '2小时', '2 hr'],
    [172_799_999, '47小时', '47 hr'],
    [172_800_000, '2天', '2 days'],
  ];
  for (const [ms, zh, en] of cases) {
    it(`calls ${ms} ms ${zh} and ${en}`, () => {
      expect(duration(ms, 'zh-CN')).to.equal(zh);
      expect(duration(ms, 'en')).to.equal(en);
    });
  }
});
