import { expect, fixture, html } from '@open-wc/testing';
import type { ReplayDays } from '../../../src/authority/replay/replay-days.ts';
import '../../../src/authority/replay/replay-days.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import type { DataForm } from '../../../src/ui/kit/form/data-form.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { shownText } from '../find-deep.ts';
import { policyAnswer } from '../policy-data.ts';

let asked: unknown[];
let refusal: ApiError | null;

async function open(): Promise<ReplayDays> {
  const client = {
    work: async () => ({ work: [] }),
    askWork: async (work: unknown) => {
      if (refusal) throw refusal;
      asked.push(work);
    },
  };
  return fixture<ReplayDays>(
    html`<sc-replay-days
      .client=${client as never}
      .feed=${{ listen: () => () => undefined }}
      .policy=${policyAnswer()}
    ></sc-replay-days>`,
  );
}
const formOf = (element: ReplayDays): DataForm => element.shadowRoot!.querySelector('sc-form')!;
const choose = (element: ReplayDays, version: string) => fillForm(formOf(element).shadowRoot!, { version });
const drafts = () => Object.keys(localStorage).filter((key) => key.startsWith('sitecode.draft.'));

describe('asking for a replay of all scans of some days', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.clear();
    asked = [];
    refusal = null;
  });

  it('keeps what was typed as a draft of this account', async () => {
    const left = await open();
    await choose(left, '2');
    expect(drafts()).to.deep.equal(['sitecode.draft.replay-days.abcdefghij01234']);
    left.remove();
    const form = formOf(await open());
    expect(form.current['version']).to.equal(2);
    expect(form.shadowRoot!.textContent).to.include('Your draft of');
  });

  it('keeps it while the server refuses, says why, and forgets it once it was taken', async () => {
    const element = await open();
    await choose(element, '2');
    refusal = new ApiError('too-many', 'Too many.', 429);
    expect(await formOf(element).submit()).to.equal(false);
    const failed = () => shownText(element.shadowRoot!.querySelector('.failed'));
    await waitUntil(() => failed().includes('three'), 'it is said why');
    expect([asked.length, drafts().length]).to.deep.equal([0, 1]);
    refusal = null;
    expect(await formOf(element).submit()).to.equal(true);
    expect(asked).to.deep.equal([{ kind: 'policy-replay', version: 2, first: 20261109, last: 20261123 }]);
    expect(failed()).to.equal('');
    expect(drafts()).to.deep.equal([]);
  });
});
