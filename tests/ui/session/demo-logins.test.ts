import { aTimeout, expect, fixture } from '@open-wc/testing';
import type { DemoCastAnswer } from '../../../src/domain/api/demo-api.ts';
import { ApiError } from '../../../src/sync/api-client.ts';
import '../../../src/ui/session/demo-logins.ts';
import type { DemoLogins } from '../../../src/ui/session/demo-logins.ts';
import type { SignInDetail } from '../../../src/ui/session/sign-in-form.ts';

const cast: DemoCastAnswer = {
  logins: [
    { face: 'me', role: 'valid', name: '林晓岚', email: 'valid@demo.example', password: 'demo' },
    { face: 'venue', role: 'owner', name: '陈国栋', email: 'owner@demo.example', password: 'demo' },
  ],
  findable: { name: '周启航', phone: '19900000002' },
  siteCode: 'https://code.example/s/#A',
};

async function logins(search: string, answer: () => Promise<DemoCastAnswer>): Promise<DemoLogins> {
  history.replaceState(null, '', location.pathname + search);
  const element = document.createElement('sc-demo-logins');
  element.face = 'venue';
  element.client = { demoCast: answer };
  await fixture(element);
  await aTimeout(0);
  await element.updateComplete;
  return element;
}
const buttons = (element: DemoLogins) => [...element.shadowRoot!.querySelectorAll('button')];

describe('sc-demo-logins', () => {
  const before = location.search;
  afterEach(() => history.replaceState(null, '', location.pathname + before));

  it('offers the logins of its own face, each at one tap', async () => {
    const element = await logins('?demo', async () => cast);
    expect(buttons(element).map((button) => button.textContent!.replace(/\s+/g, ' ').trim())).to.deep.equal([
      '陈国栋 owner@demo.example',
    ]);
    let chosen: SignInDetail | null = null;
    element.addEventListener('sign-in', (event) => (chosen = (event as CustomEvent<SignInDetail>).detail));
    buttons(element)[0]!.click();
    expect(chosen).to.deep.equal({ email: 'owner@demo.example', password: 'demo' });
  });

  it('asks nobody on a page without ?demo', async () => {
    let asked = false;
    const element = await logins('', async () => {
      asked = true;
      return cast;
    });
    expect(asked).to.equal(false);
    expect(buttons(element)).to.have.length(0);
  });

  it('draws nothing in a real district', async () => {
    const element = await logins('?demo', async () => {
      throw new ApiError('not-found', 'There is no such thing here.', 404);
    });
    expect(buttons(element)).to.have.length(0);
  });
});
