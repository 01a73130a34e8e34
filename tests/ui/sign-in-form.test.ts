import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { setLanguage } from '../../src/ui/languages.ts';
import '../../src/ui/sign-in-form.ts';
import type { SignInDetail, SignInForm } from '../../src/ui/sign-in-form.ts';
import { signInTexts } from '../../src/ui/texts/sign-in.ts';

async function filled(email: string, password: string): Promise<SignInForm> {
  const form = await fixture<SignInForm>(html`<sc-sign-in-form></sc-sign-in-form>`);
  input(form, 'email').value = email;
  input(form, 'password').value = password;
  return form;
}
const input = (form: SignInForm, name: string) =>
  form.shadowRoot!.querySelector<HTMLInputElement>(`input[name=${name}]`)!;
const submit = (form: SignInForm) =>
  form.shadowRoot!.querySelector<HTMLButtonElement>('button[type=submit]')!.click();
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
      expect(shownFault(form)).to.equal(signInTexts.en[text]);
      expect(form.shadowRoot!.activeElement).to.equal(input(form, field));
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
    expect(form.shadowRoot!.querySelector('button')!.disabled).to.equal(true);
  });
});
