import { expect, fixture, html } from '@open-wc/testing';
import type { GateState } from '../../../src/sentry/device/gate-state.ts';
import '../../../src/sentry/app/status-strip.ts';
import type { StatusStrip } from '../../../src/sentry/app/status-strip.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { noon } from '../../support/district.ts';
import { findAll, shownText } from '../../ui/shown.ts';
import { gateState } from '../passages.ts';

function strip(change: Partial<GateState> = {}): Promise<StatusStrip> {
  return fixture(
    html`<sc-status-strip
      .gateState=${gateState(change)}
      .now=${noon}
      place="测试商场 · 北门"
    ></sc-status-strip>`,
  );
}

/** What the strip marks as wrong. */
const bad = (element: StatusStrip): string[] =>
  findAll<HTMLElement>(element.shadowRoot!, '.bad').map((each) => shownText(each).trim());

describe('sc-status-strip', () => {
  beforeEach(() => setLanguage('zh-CN'));
  after(() => setLanguage('zh-CN'));

  it('says of a gate where everything works that it does, with place, date and the age of the rules', async () => {
    const element = await strip();
    const text = shownText(element);
    for (const words of ['测试商场 · 北门', '已联网', '待上传 0', '摄像头 正常', '测温 正常', '声音 正常'])
      expect(text, words).to.contain(words);
    expect(text).to.contain('数据 3小时前').and.to.contain('2026-05-20 12:00');
    expect(bad(element)).to.deep.equal([]);
  });

  const faults: [change: Partial<GateState>, zh: string, en: string][] = [
    [{ connection: 'offline' }, '离线运行', 'Working offline'],
    [{ connection: 'signed-out' }, '配对已失效', 'Pairing ended'],
    [{ connection: 'unknown' }, '正在连接', 'Connecting'],
    [{ waiting: 501 }, '待上传 501', '501 to upload'],
    [{ rejected: 2 }, '被拒 2', '2 rejected'],
    [{ camera: 'starting' }, '摄像头 启动中', 'Camera starting'],
    [{ camera: 'interrupted' }, '摄像头 中断，正在恢复', 'Camera interrupted, recovering'],
    [{ camera: 'denied' }, '摄像头 没有权限', 'Camera not permitted'],
    [{ camera: 'missing' }, '摄像头 未找到', 'Camera not found'],
    [{ sensor: 'missing' }, '测温 未连接', 'Thermometer not connected'],
    [{ sensor: 'probing' }, '测温 检测中', 'Thermometer looking'],
    [{ sensor: 'lost' }, '测温 已断开', 'Thermometer unplugged'],
    [{ sound: false }, '声音 未开启', 'Sound off'],
    [{ storage: 'failed' }, '存储故障', 'Storage fault'],
    [{ storage: 'database-missing' }, '记录只有一份（日志）', 'One copy of records (journal)'],
    [{ storage: 'journal-missing' }, '记录只有一份（数据库）', 'One copy of records (database)'],
    [{ storage: 'nearly-full' }, '存储将满', 'Storage nearly full'],
    [{ storage: 'healed' }, '存储曾受损，已修复', 'Storage was damaged, repaired'],
    [{ dataAsOf: null }, '没有核对过的数据', 'not confirmed by the server'],
  ];
  for (const [change, zh, en] of faults) {
    it(`marks as wrong, in both languages: ${en}`, async () => {
      const element = await strip(change);
      expect(bad(element)).to.deep.equal([zh]);
      setLanguage('en');
      await element.updateComplete;
      expect(bad(element)).to.deep.equal([en]);
    });
  }

  it('says nothing of a thermometer where none is used', async () => {
    const element = await strip({ measures: false, sensor: 'missing' });
    expect(shownText(element)).to.not.contain('测温');
    expect(bad(element)).to.deep.equal([]);
  });

  it('takes an ordinary queue for nothing wrong', async () => {
    const element = await strip({ waiting: 500, connection: 'offline' });
    expect(bad(element)).to.deep.equal(['离线运行']);
  });
});
