import { expect, fixture, fixtureCleanup, html } from '@open-wc/testing';
import '../../../src/authority/approvals/approvals-page.ts';
import type { ApprovalsPage } from '../../../src/authority/approvals/approvals-page.ts';
import type { Approval, ApprovalDecision } from '../../../src/domain/access/approval.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';

const base = { reason: 'Stolen tablets', askedAt: 1, expires: 2, decidedBy: '', decidedAt: 0 };
const rows: Approval[] = [
  {
    ...base,
    id: '3',
    subject: { kind: 'command', command: 'wipe', devices: 7, sites: ['Mall', 'School'], hours: 5 },
    askedBy: 'Li',
    state: 'waiting',
    mine: false,
  },
  {
    ...base,
    id: '2',
    subject: { kind: 'case-close', case: 17, purpose: 'Outbreak 7', scans: 3, visits: 1 },
    askedBy: 'Me',
    state: 'waiting',
    mine: true,
  },
  {
    ...base,
    id: '1',
    subject: { kind: 'case-reopen', case: 9, purpose: 'Outbreak 2', scans: 0, visits: 0 },
    askedBy: 'Li',
    state: 'declined',
    decidedBy: 'Wang',
    decidedAt: 2,
    mine: false,
  },
  {
    ...base,
    id: 'abc',
    reason: '',
    expires: 0,
    subject: { kind: 'override', maskedName: '张*三', colour: 'red', reason: 'close-contact', until: 3 },
    askedBy: 'Li',
    state: 'waiting',
    mine: false,
  },
  {
    ...base,
    id: '5',
    reason: '',
    expires: 0,
    subject: { kind: 'policy', version: 4, signatures: 1, needed: 2 },
    askedBy: 'Li',
    state: 'waiting',
    mine: true,
  },
];

describe('the list of what is to be approved', () => {
  let decided: ApprovalDecision[];
  let withdrawn: string[];
  let change: () => void;
  let answers: Approval[];
  let fault: ApiError | null;
  let page: ApprovalsPage;
  beforeEach(async () => {
    setLanguage('en');
    decided = [];
    withdrawn = [];
    answers = rows;
    fault = null;
    const client = {
      approvals: async () => ({ approvals: answers, now: 1 }),
      decideApproval: async (body: ApprovalDecision) => {
        if (fault) throw fault;
        decided.push(body);
        return {};
      },
      withdrawApproval: async ({ id }: { id: string }) => (withdrawn.push(id), {}),
    };
    const listen = async (heard: () => void) => {
      change = heard;
      return () => undefined;
    };
    page = await fixture(
      html`<sc-approvals-page
        .client=${client}
        .feed=${{ listen, pace: { gather: 0 } }}
      ></sc-approvals-page>`,
    );
    await waitUntil(() => row('command-3'));
  });
  const find = (selector: string) => page.shadowRoot!.querySelector<HTMLElement>(selector);
  const inTable = (selector: string) =>
    find('sc-data-table')?.shadowRoot?.querySelector<HTMLElement>(selector) ?? null;
  const row = (key: string) => inTable(`tr[data-key="${key}"]`);
  const panel = () => find('sc-approval-panel');
  const inPanel = (selector: string) => panel()!.shadowRoot!.querySelector<HTMLElement>(selector);
  /** The entry of a dialog in the history goes a moment after it. */
  const settled = () =>
    waitUntil(() => !(history.state as { sitecodeOverlays?: number } | null)?.sitecodeOverlays);
  /** Opens a row beside the list. */
  const openRow = async (key: string) => {
    await settled();
    row(key)!.querySelector('a')!.click();
    await waitUntil(() => panel()?.shadowRoot?.querySelector(`[data-id="${key.split('-').at(-1)!}"]`));
  };
  const inDialog = (selector: string) =>
    page.shadowRoot!.querySelector('sc-confirm')!.shadowRoot!.querySelector<HTMLElement>(selector);
  const dialogIsOpen = () => (inDialog('sc-overlay') as HTMLElement & { open: boolean }).open;
  /** Presses a button of a row's panel and agrees. */
  const agree = async (key: string, name: string) => {
    await openRow(key);
    inPanel(`button[name=${name}]`)!.click();
    await waitUntil(() => inDialog('button[name=yes]'));
    inDialog('button[name=yes]')!.click();
  };
  afterEach(async () => {
    if (dialogIsOpen()) inDialog('button[name=no]')!.click();
    await waitUntil(() => !dialogIsOpen());
    fixtureCleanup();
    await settled();
    history.replaceState(null, '', '#');
  });

  it('lists what waits, the longest waiting first, and what became of others apart from it', async () => {
    expect(
      [...inTable('tbody')!.children].map((each) => (each as HTMLElement).dataset['key']),
    ).to.have.members(['command-3', 'case-close-2', 'override-abc', 'policy-5']);
    expect(row('command-3')!.textContent).to.contain('Mall, School').and.to.contain('You');
    expect(row('case-close-2')!.textContent).to.contain('Another official');
    location.hash = '#approvals?view=past';
    await waitUntil(() => row('case-reopen-1'));
    expect(row('case-reopen-1')!.textContent).to.contain('Declined').and.to.contain('Wang');
    expect(row('command-3') === null).to.equal(true);
  });

  it('is cut down to what one decides oneself', async () => {
    location.hash = '#approvals?whose=others';
    await waitUntil(() => !row('case-close-2'));
    expect(row('command-3') !== null && row('override-abc') !== null).to.equal(true);
  });

  it('says beside the list what is asked, for how many, where, why, by whom and what it does', async () => {
    await openRow('command-3');
    const text = () => panel()!.shadowRoot!.textContent!;
    for (const words of ['7 sentries', 'Mall, School', 'Stolen tablets', 'Li', 'paired anew', 'within 5 h'])
      expect(text()).to.contain(words);
    await openRow('case-close-2');
    expect(text()).to.contain('30 days');
    await openRow('override-abc');
    expect(text()).to.contain('张*三 to Red').and.to.contain('Close contact');
    await openRow('policy-5');
    expect(text()).to.contain('1 of 2 signatures').and.to.contain('another official must sign');
  });

  it('asks once more, with who is told, before it confirms or declines', async () => {
    await openRow('command-3');
    inPanel('button[name=confirm]')!.click();
    await waitUntil(() => inDialog('.told'));
    expect(inDialog('h2')!.textContent).to.equal('Confirm: Wipe: 7 sentries');
    expect(decided).to.deep.equal([]);
    inDialog('button[name=yes]')!.click();
    await waitUntil(() => !dialogIsOpen() && decided.length === 1);
    await agree('override-abc', 'decline');
    await waitUntil(() => !dialogIsOpen() && decided.length === 2);
    expect(decided).to.deep.equal([
      { kind: 'command', id: '3', confirm: true },
      { kind: 'override', id: 'abc', confirm: false },
    ]);
    await waitUntil(() => find('.action-said')!.textContent!.includes('Decline: Change colour'));
  });

  it('offers who asked to take it back, and not to decide', async () => {
    await openRow('case-close-2');
    expect(inPanel('button[name=confirm], button[name=decline]') === null).to.equal(true);
    await agree('case-close-2', 'withdraw');
    await waitUntil(() => withdrawn.length === 1);
    expect(withdrawn).to.deep.equal(['2']);
  });

  it('sends who is to sign a policy to its page', async () => {
    await openRow('policy-5');
    expect(inPanel('a')!.getAttribute('href')).to.equal('#policy');
    expect(inPanel('button') === null).to.equal(true);
  });

  it('says why nothing was done, in the dialog', async () => {
    fault = new ApiError('overtaken', '', 409);
    await agree('command-3', 'confirm');
    await waitUntil(() => inDialog('.failed'));
    expect(inDialog('.failed')!.textContent).to.contain('somebody else was faster');
  });

  it('shows what is new when the server tells of it', async () => {
    answers = rows.filter(({ id }) => id !== '3');
    change();
    await waitUntil(() => !row('command-3'));
  });
});
