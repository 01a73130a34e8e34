import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import type { PasswordRequest } from '../../../src/domain/access/account.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/ui/session/password-dialog.ts';
import type { PasswordDialog } from '../../../src/ui/session/password-dialog.ts';
import { formTexts } from '../../../src/ui/texts/kit/form.ts';
import { fillForm } from '../fill-form.ts';
import { findAll, shownText } from '../shown.ts';
import { waitUntil } from '../../support/wait-until.ts';

const good = 'four-rusty-kettles';

describe('changing one’s own password', () => {
  let asked: PasswordRequest[];
  let fault: ApiError | null;
  let dialog: PasswordDialog;
  beforeEach(async () => {
    setLanguage('en');
    asked = [];
    fault = null;
    const client = {
      changePassword: async (body: PasswordRequest) => {
        asked.push(body);
        if (fault) throw fault;
      },
    };
    dialog = await fixture(html`<sc-password-dialog kind="staff" .client=${client}></sc-password-dialog>`);
    dialog.show();
    await dialog.updateComplete;
  });
  const root = () => dialog.shadowRoot!;
  const fill = async (old: string, wanted: string, again: string) => {
    await fillForm(root(), { old, new: wanted, again });
    findAll<HTMLButtonElement>(root(), 'button[type=submit]')[0]!.click();
    await dialog.updateComplete;
  };
  const said = () => findAll(root(), '.problem, .fault').map(shownText).join(' ');

  it('asks nobody while something is missing, differs or is too short', async () => {
    const cases: [[string, string, string], string][] = [
      [['', good, good], formTexts.en.missing],
      [['old', good, `${good}x`], 'differ'],
      [['old', 'short-one', 'short-one'], 'at least 12'],
    ];
    for (const [given, words] of cases) {
      await fill(...given);
      await waitUntil(() => said().includes(words));
    }
    expect(asked).to.deep.equal([]);
  });

  it('says that it is done, keeps nothing in the form, and tells the face', async () => {
    const told = oneEvent(dialog, 'changed');
    await fill('old-password', good, good);
    await told;
    expect(asked).to.deep.equal([{ old: 'old-password', new: good }]);
    await waitUntil(() => root().querySelector('.done'));
    expect(root().querySelector('sc-form')).to.equal(null);
    expect(root().textContent).to.contain('other devices have ended');
  });

  const answers: [ApiError, string][] = [
    [new ApiError('password', '', 400, undefined, false, 'wrong'), 'present password is wrong'],
    [new ApiError('password', '', 400, undefined, false, 'common'), 'common password'],
    [new ApiError('password', '', 400, undefined, false, 'pattern'), 'repetition or row'],
    [new ApiError('password', '', 400, undefined, false, 'own'), 'your name'],
    [new ApiError('password', '', 400, undefined, false, 'same'), 'is the present one'],
    [new ApiError('too-many', '', 429), '15 minutes'],
    [new ApiError('offline', '', 0), 'did not answer'],
    [new ApiError('server', '', 500), 'as it was'],
  ];
  for (const [answer, words] of answers) {
    it(`says what is wrong in words: ${words}`, async () => {
      fault = answer;
      await fill('old-password', good, good);
      await waitUntil(() => said() !== '');
      expect(said()).to.contain(words);
      expect(findAll<HTMLInputElement>(root(), 'input[name=new]')[0]!.value).to.equal(good);
    });
  }

  it('tells the face when the session is over', async () => {
    fault = new ApiError('sign-in', '', 401);
    const told = oneEvent(dialog, 'refused');
    await fill('old-password', good, good);
    expect(((await told) as CustomEvent<ApiError>).detail).to.equal(fault);
  });
});
