import { expect, fixture, html } from '@open-wc/testing';
import type { DeskPerson } from '../../../src/domain/api/persons/desk-api.ts';
import '../../../src/authority/desk/desk-page.ts';
import type { DeskPage } from '../../../src/authority/desk/desk-page.ts';
import { openIdentity } from '../../../src/credentials/custody/sealed-identity.ts';
import { paperIdHash } from '../../../src/credentials/pass/paper-hash.ts';
import type { ChartedKey } from '../../../src/domain/bundle/charter.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { CharterAnswer } from '../../../src/domain/custody/custody-api.ts';
import { testDistrict } from '../../support/district.ts';
import { ApiClient } from '../../../src/sync/api-client.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { deskTexts } from '../../../src/ui/texts/authority/desk/desk.ts';
import { waitUntil } from '../../support/wait-until.ts';
import { fillForm } from '../../ui/fill-form.ts';
import { wordsOf } from '../../../src/authority/custody/custody-state.ts';
import { find, shownText } from '../find-deep.ts';

const t = deskTexts.en;
const number = '11010519491231002X';
const person: DeskPerson = {
  record: 'r00000000000001',
  handle: 'h1',
  maskedName: '欧*远',
  papers: 0,
  hasAccount: true,
  guardians: [],
  isMinor: false,
  consented: false,
};

/** Answers each path with what a test has for it; keeps what was asked. */
class Server {
  answers: { [path: string]: [status: number, body: object] } = {};
  asked: [path: string, body: Record<string, unknown>][] = [];
  readonly client = new ApiClient({
    fetch: async (input, init) => {
      const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
      // Each page looks at the charter when it is opened.
      if (path !== 'charter')
        this.asked.push([path, JSON.parse(String(init?.body ?? '{}')) as Record<string, unknown>]);
      const [status, body] = this.answers[path] ?? [500, { code: 'server', message: '' }];
      return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
    },
  });
}

async function opened(server: Server): Promise<DeskPage> {
  const page = await fixture<DeskPage>(html`<sc-desk-page .client=${server.client}></sc-desk-page>`);
  await page.updateComplete;
  return page;
}

async function says(page: DeskPage, text: string): Promise<void> {
  await waitUntil(() => shownText(page).includes(text), `it says ${text}: ${shownText(page)}`);
}

async function send(page: DeskPage, values: Record<string, string>): Promise<void> {
  await fillForm(page.shadowRoot!, values);
  find(page.shadowRoot!, 'button[type=submit]')!.click();
}

const findPerson = (page: DeskPage) => send(page, { idNumber: number });

/** A tracing key as a charter names it, and its private half. */
async function tracing() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  const point = base64url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)));
  return { own: pair.privateKey, charted: { id: 1, point, notBefore: 0, notAfter: Date.now() } };
}

/** What GET charter answers: the charter of the tests' district, with this tracing key. */
async function charterAnswer(key?: ChartedKey): Promise<CharterAnswer> {
  const district = await testDistrict();
  const charter = district.charter(key ? { tracingKeys: [key] } : {});
  const signed = await district.signCharter(JSON.stringify(charter));
  return { root: district.root.publicKey, charter: signed, now: charter.issuedAt };
}

describe('sc-desk-page', () => {
  beforeEach(() => {
    setLanguage('en');
    localStorage.removeItem('sitecode.root');
  });
  after(() => localStorage.removeItem('sitecode.root'));

  it('finds a person by the number on the document, and shows no more than their masked name', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person, left: 99, now: 1 }];
    const page = await opened(server);
    await findPerson(page);
    await says(page, '欧*远');
    await says(page, t.left('99'));
    expect(server.asked).to.deep.equal([['desk/find', { idNumber: number }]]);
    expect(location.href).not.to.include(number);
    expect(shownText(page)).not.to.include(number);
  });

  it('offers to register who is not known, with the number that was typed', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person: null, left: 99, now: 1 }];
    server.answers['desk/register'] = [200, { person, isNew: true, now: 1 }];
    const key = await tracing();
    server.answers['charter'] = [200, await charterAnswer(key.charted)];
    const page = await opened(server);
    await findPerson(page);
    await says(page, t.nobody);
    await send(page, { name: '欧阳修远' });
    await says(page, t.registered);
    await says(page, '欧*远');
    const [path, sent] = server.asked.at(-1)!;
    expect(path).to.equal('desk/register');
    const { person: id, sealed, ...open } = sent as { person: string; sealed: string };
    expect(open).to.deep.equal({ maskedName: '欧*远', idNumber: number, proof: 'id-card', notice: 2 });
    expect(JSON.stringify(server.asked)).not.to.include('欧阳修远');
    expect(await openIdentity(key.own, id, sealed)).to.deep.equal({
      name: '欧阳修远',
      idNumber: number,
      phone: '',
      address: '',
    });
  });

  it('shows the root’s short text before anybody is found, and seals an address with the name', async () => {
    const server = new Server();
    const key = await tracing();
    const answer = await charterAnswer(key.charted);
    server.answers['charter'] = [200, answer];
    server.answers['desk/find'] = [200, { person: null, left: 99, now: 1 }];
    server.answers['desk/register'] = [200, { person, isNew: true, now: 1 }];
    const page = await opened(server);
    await says(page, await wordsOf(answer.root.point));
    await findPerson(page);
    await says(page, t.nobody);
    await send(page, { name: '欧阳修远', address: 'No. 1, Lane 2' });
    await says(page, t.registered);
    const { person: id, sealed } = server.asked.at(-1)![1] as { person: string; sealed: string };
    expect((await openIdentity(key.own, id, sealed)).address).to.equal('No. 1, Lane 2');
    expect(JSON.stringify(server.asked)).not.to.include('Lane 2');
  });

  it('refuses an older charter than this browser has seen, before anybody is found', async () => {
    const server = new Server();
    server.answers['charter'] = [200, await charterAnswer((await tracing()).charted)];
    const first = await opened(server);
    await waitUntil(() => find(first.shadowRoot!, '.root'), 'the root is shown');
    const known = JSON.parse(localStorage.getItem('sitecode.root')!) as { charter: number };
    localStorage.setItem('sitecode.root', JSON.stringify({ ...known, charter: known.charter + 1 }));
    await says(await opened(server), t.olderCharter);
  });

  it('registers nobody where the charter is not the root’s, names no key, or is of another root', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person: null, left: 99, now: 1 }];
    const signed = await charterAnswer((await tracing()).charted);
    const forged = { ...signed.charter, body: signed.charter.body.replace('"version":', '"version":1') };
    const tries: [answer: object, said: string][] = [
      [{ ...signed, charter: forged }, t.noKey],
      [await charterAnswer(), t.noKey],
      [signed, t.otherRoot],
    ];
    for (const [answer, said] of tries) {
      localStorage.removeItem('sitecode.root');
      if (said === t.otherRoot)
        localStorage.setItem('sitecode.root', JSON.stringify({ id: 1, point: 'another', demo: false }));
      server.answers['charter'] = [200, answer];
      const page = await opened(server);
      await findPerson(page);
      await says(page, t.nobody);
      await send(page, { name: '欧阳修远' });
      await says(page, said);
    }
    expect(server.asked.map(([path]) => path)).not.to.include('desk/register');
  });

  it('prints a pass on paper, and comes back to the person', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person, left: 99, now: 1 }];
    server.answers['desk/paper/begin'] = [200, { passId: '0011223344556677', begun: 'b1', now: 1 }];
    server.answers['desk/paper'] = [
      200,
      { text: 'H1:ABC', maskedName: '欧*远', notBefore: 0, expiresAt: 86_400_000, now: 1 },
    ];
    const page = await opened(server);
    await findPerson(page);
    await says(page, '欧*远');
    find(page.shadowRoot!, 'button[name=print]')!.click();
    await waitUntil(() => find(page.shadowRoot!, 'article'), 'the card');
    find(page.shadowRoot!, 'nav button.quiet')!.click();
    await waitUntil(() => find(page.shadowRoot!, 'button[name=withdraw]'), 'there is one to withdraw now');
    expect(server.asked.slice(1)).to.deep.equal([
      ['desk/paper/begin', { handle: 'h1' }],
      ['desk/paper', { begun: 'b1', idHash: await paperIdHash('0011223344556677', number), notice: 1 }],
    ]);
  });

  it('says why no paper was made, and keeps the person', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person, left: 99, now: 1 }];
    server.answers['desk/paper/begin'] = [200, { passId: '0011223344556677', begun: 'b1', now: 1 }];
    server.answers['desk/paper'] = [429, { code: 'too-many', message: '' }];
    const page = await opened(server);
    await findPerson(page);
    await says(page, '欧*远');
    find(page.shadowRoot!, 'button[name=print]')!.click();
    await says(page, t.paperTooMany);
    await says(page, '欧*远');
  });

  it('forgets one person before the next', async () => {
    const server = new Server();
    server.answers['desk/find'] = [200, { person, left: 99, now: 1 }];
    const page = await opened(server);
    await findPerson(page);
    await says(page, '欧*远');
    find(page.shadowRoot!, 'button[name=next]')!.click();
    await waitUntil(() => find(page.shadowRoot!, 'sc-form[name=find]'), 'the search');
    expect(shownText(page)).not.to.include('欧*远');
    const input = find(page.shadowRoot!, 'input[name=idNumber]') as HTMLInputElement;
    expect(input.value).to.equal('');
  });

  it('sends nothing for a number with a wrong check character', async () => {
    const server = new Server();
    const page = await opened(server);
    await send(page, { idNumber: '110105194912310021' });
    expect(server.asked).to.deep.equal([]);
  });
});
