import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/authority/app/trays.ts';
import type { Trays } from '../../../src/authority/app/trays.ts';
import type { TraysAnswer } from '../../../src/domain/access/approval.ts';
import type { WorkRow } from '../../../src/domain/api/work-api.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { find, shownText } from '../find-deep.ts';
import { waitUntil } from '../../support/wait-until.ts';

const work = (change: Partial<WorkRow> = {}): WorkRow => ({
  id: 7,
  subject: { kind: 'export', list: 'fleet' },
  state: 'running',
  done: 10,
  total: 763,
  askedAt: 1,
  endedAt: 0,
  expires: 2,
  fault: null,
  file: null,
  ...change,
});

describe('the trays in the header', () => {
  let answer: TraysAnswer;
  let asked: [path: string, body: unknown][];
  let refuse: string | null;
  let change: () => void;
  let trays: Trays;
  const open = async (first: Partial<TraysAnswer>) => {
    setLanguage('en');
    answer = { decides: true, waiting: [], work: [], now: 1, ...first };
    asked = [];
    refuse = null;
    const client = new ApiClient({
      fetch: async (address, init) => {
        const path = new URL(String(address)).pathname.replace('/api/sitecode/', '');
        if (path === 'trays') return new Response(JSON.stringify(answer));
        asked.push([path, init?.body ? JSON.parse(String(init.body)) : null]);
        if (refuse) return new Response(JSON.stringify({ code: refuse, message: '' }), { status: 409 });
        return path === 'work/file' ? new Response('a,b\r\n') : new Response('{}');
      },
    });
    const listen = async (heard: () => void) => {
      change = heard;
      return () => undefined;
    };
    trays = await fixture(
      html`<sc-trays .client=${client} .feed=${{ listen, pace: { gather: 0 } }}></sc-trays>`,
    );
    await waitUntil(() => find(trays.shadowRoot!, 'sc-tray'));
  };
  const toApprove = () => find<HTMLAnchorElement>(trays.shadowRoot!, 'a[name=to-approve]');

  it('count what waits from every desk, and lead to it', async () => {
    await open({
      waiting: [
        { kind: 'command', count: 2 },
        { kind: 'override', count: 1 },
      ],
    });
    expect(toApprove()!.textContent).to.match(/To approve\s*3/);
    expect(toApprove()!.getAttribute('aria-label')).to.equal('To approve: 3 wait for you');
    expect(toApprove()!.getAttribute('href')).to.equal('#approvals');
    answer = { ...answer, waiting: [] };
    change();
    await waitUntil(() => !toApprove()!.textContent!.includes('3'));
  });

  it('count what is unusual for who sees the audit log, and lead to it, while there is anything', async () => {
    await open({ unusual: 3 });
    const unusual = () => find<HTMLAnchorElement>(trays.shadowRoot!, 'a[name=unusual]');
    expect(unusual()!.getAttribute('aria-label')).to.equal('Unusual: 3 in the last 24 hours');
    expect(unusual()!.getAttribute('href')).to.equal('#audit?view=odd');
    answer = { ...answer, unusual: 0 };
    change();
    await waitUntil(() => unusual() === null);
  });

  it('offer no approvals to who decides on nothing', async () => {
    await open({ decides: false });
    expect(toApprove() === null).to.equal(true);
  });

  it('count the work under way, and say when it ended', async () => {
    await open({ work: [work()] });
    expect(find(trays.shadowRoot!, '.count')!.textContent).to.equal('1');
    answer = {
      ...answer,
      work: [work({ state: 'done', endedAt: 3, file: { name: 'fleet.csv', bytes: 5 } })],
    };
    change();
    await waitUntil(() => shownText(trays).includes('Export: list of sentries: done.'));
    expect(find(trays.shadowRoot!, '.count') === null).to.equal(true);
  });

  it('call work off, and say so', async () => {
    await open({ work: [work()] });
    find(trays.shadowRoot!, 'button[name=cancel]')!.click();
    await waitUntil(() => shownText(trays).includes('Cancelled; nothing of it is kept.'));
    expect(asked).to.deep.equal([['work/cancel', { id: 7 }]]);
  });

  it('say where it was over already', async () => {
    await open({ work: [work()] });
    refuse = 'overtaken';
    find(trays.shadowRoot!, 'button[name=cancel]')!.click();
    await waitUntil(() => shownText(trays).includes('somebody else was faster'));
  });

  it('save the file under its name', async () => {
    await open({ work: [work({ state: 'done', endedAt: 3, file: { name: 'fleet.csv', bytes: 5 } })] });
    const saved: string[] = [];
    const watchLinks = (event: Event) => {
      const link = event.composedPath()[0];
      if (link instanceof HTMLAnchorElement && link.download) {
        saved.push(link.download);
        event.preventDefault();
      }
    };
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      watchLinks(Object.assign(new Event('click'), { composedPath: () => [this] }));
    };
    try {
      find(trays.shadowRoot!, 'button[name=file]')!.click();
      await waitUntil(() => saved.length === 1);
    } finally {
      HTMLAnchorElement.prototype.click = click;
    }
    expect(saved).to.deep.equal(['fleet.csv']);
    expect(asked).to.deep.equal([['work/file', null]]);
  });
});
