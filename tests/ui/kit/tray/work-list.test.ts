import { expect, fixture, html } from '@open-wc/testing';
import type { WorkRow } from '../../../../src/domain/api/work-api.ts';
import '../../../../src/ui/kit/tray/work-list.ts';
import type { WorkAct, WorkList } from '../../../../src/ui/kit/tray/work-list.ts';
import { setLanguage } from '../../../../src/ui/language/languages.ts';

const row = (change: Partial<WorkRow> = {}): WorkRow => ({
  id: 1,
  subject: { kind: 'policy-replay', version: 3, site: null, first: 20261116, last: 20261129 },
  state: 'running',
  done: 420_000,
  total: 1_400_000,
  askedAt: 1,
  endedAt: 0,
  expires: Date.UTC(2026, 10, 30, 22, 53),
  fault: null,
  file: null,
  ...change,
});

describe('the list of long work', () => {
  let acts: WorkAct[];
  const open = async (...rows: WorkRow[]): Promise<WorkList> => {
    acts = [];
    const list = await fixture<WorkList>(html`
      <sc-work-list
        .rows=${rows}
        @work-act=${({ detail }: CustomEvent<WorkAct>) => acts.push(detail)}
      ></sc-work-list>
    `);
    return list;
  };
  const text = (list: WorkList) => list.shadowRoot!.textContent!.replace(/\s+/g, ' ');
  const names = (list: WorkList) => [...list.shadowRoot!.querySelectorAll('button')].map((each) => each.name);
  beforeEach(() => setLanguage('en'));

  it('says what is under way and how far it came, and can call it off', async () => {
    const list = await open(row());
    expect(text(list)).to.contain('Replay of version 3, 2026-11-16 – 2026-11-29, whole district');
    expect(text(list)).to.contain('420,000 of 1,400,000');
    const bar = list.shadowRoot!.querySelector('progress')!;
    expect([bar.value, bar.max]).to.deep.equal([420_000, 1_400_000]);
    expect(names(list)).to.deep.equal(['cancel']);
    list.shadowRoot!.querySelector('button')!.click();
    expect(acts.map(({ act, work }) => [act, work.id])).to.deep.equal([['cancel', 1]]);
  });

  it('never says that more is done than there is', async () => {
    expect(text(await open(row({ done: 12, total: 10 })))).to.contain('12 of 12');
  });

  it('offers the file of what is done, and says until when', async () => {
    const done = row({ state: 'done', endedAt: 2, file: { name: 'a.csv', bytes: 3 } });
    const list = await open(done);
    expect(names(list)).to.deep.equal(['file', 'remove']);
    expect(text(list)).to.contain('Deleted 2026-12-01 06:53');
  });

  it('says why something was not done, and what to do', async () => {
    const list = await open(row({ state: 'failed', endedAt: 2, fault: 'late' }));
    expect(text(list)).to.contain('did not end within 24 hours');
    expect(names(list)).to.deep.equal(['remove']);
  });

  it('says how one comes where there is none, in both languages', async () => {
    expect(text(await open())).to.contain('None yet');
    setLanguage('zh-CN');
    expect(text(await open(row({ total: null }))))
      .to.contain('已处理 420,000')
      .and.to.contain('规则回放：第 3 版');
  });
});
