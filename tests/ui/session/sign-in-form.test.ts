import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import '../../../src/ui/session/sign-in-form.ts';
import type { SignInDetail, SignInForm } from '../../../src/ui/session/sign-in-form.ts';
import { fillForm } from '../fill-form.ts';
import { findAll, shownText } from '../shown.ts';
import { signInTexts } from '../../../src/ui/texts/common/sign-in.ts';
import { waitUntil } from '../../support/wait-until.ts';

async function filled(email: string, password: string): Promise<SignInForm> {
  const form = await fixture<SignInForm>(html`<sc-sign-in-form></sc-sign-in-form>`);
  await fillForm(form.shadowRoot!, { email, password });
  return form;
}
const input = (form: SignInForm, name: string) =>
  findAll<HTMLInputElement>(form.shadowRoot!, `input[name=${name}]`)[0]!;
const submit = (form: SignInForm) =>
  findAll<HTMLButtonElement>(form.shadowRoot!, 'button[type=submit]')[0]!.click();
const shownFault = (form: SignInForm) => form.shadowRoot!.querySelector('[role=alert]')!.textContent!.trim();

describe('sc-sign-in-form', () => {
  before(() => setLanguage('en'));

  it('hands over e-mail and password, the e-mail without the spaces around it', async () => {
    const form = await filled('  chen@example.cn ', ' spaced secret ');
    setTimeout(() => submit(form));
    const event = (await oneEvent(form, 'sign-in')) as CustomEvent<SignInDetail>;
    expect(event.detail).to.deep.equal({ email: 'chen@example.cn', password: ' spaced secret ' });
    expect(event.composed, 'faces listen above several shadow roots').to.equal(true);
  });

  for (const [email, password, field, text] of [
    ['', 'secret', 'email', 'emailMissing'],
    ['chen', 'secret', 'email', 'emailMissing'],
    ['chen@example.cn', '', 'password', 'passwordMissing'],
  ] as const) {
    it(`asks nobody with e-mail "${email}" and password "${password}", and says what is missing`, async () => {
      const form = await filled(email, password);
      let asked = false;
      form.addEventListener('sign-in', () => (asked = true));
      submit(form);
      await form.updateComplete;
      expect(asked).to.equal(false);
      await waitUntil(() => shownText(form).includes(signInTexts.en[text]));
      const active = form.shadowRoot!.activeElement!.shadowRoot!.activeElement;
      expect(active).to.equal(input(form, field));
      expect(input(form, field).getAttribute('aria-invalid')).to.equal('true');
    });
  }

  it('says each fault in words, in both languages, and nothing while busy', async () => {
    const form = await filled('chen@example.cn', 'secret');
    const cases = [
      ['sign-in', 'wrong'],
      ['offline', 'offline'],
      ['too-many', 'tooMany'],
      ['not-allowed', 'notAllowed'],
      ['server', 'server'],
      ['malformed', 'server'],
    ] as const;
    for (const each of ['zh-CN', 'en'] as const) {
      setLanguage(each);
      for (const [fault, text] of cases) {
        form.fault = fault;
        await form.updateComplete;
        expect(shownFault(form)).to.equal(signInTexts[each][text]);
      }
    }
    form.busy = true;
    await form.updateComplete;
    expect(shownFault(form)).to.equal('');
    let asked = 0;
    form.addEventListener('sign-in', () => (asked += 1));
    submit(form);
    expect(asked, 'once is enough').to.equal(0);
  });
});
