import { expect, fixtureCleanup } from '@open-wc/testing';
import { ReleaseCard } from '../../../src/authority/account/release-card.ts';
import { groupedHash } from '../../../src/domain/signing/release.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { waitUntil } from '../../support/wait-until.ts';

const manifest = '{"version":"1","files":{}}';
// SHA-256 of the text above, by another program.
const hashOf = async (text: string) =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('');

async function open(files: { [path: string]: string }): Promise<ReleaseCard> {
  const card = new ReleaseCard();
  card.fetch = async (address) => {
    const text = files[String(address)];
    return text === undefined ? new Response('', { status: 404 }) : new Response(text);
  };
  document.body.append(card);
  await card.updateComplete;
  return card;
}
const text = (card: ReleaseCard) => card.shadowRoot!.textContent.replace(/\s+/g, ' ');

describe('which release of the pages this is', () => {
  beforeEach(() => setLanguage('en'));
  afterEach(() => {
    for (const card of document.querySelectorAll('sc-release-card')) card.remove();
    fixtureCleanup();
  });

  it('is shown by its day and the hash of what the server gives, to be compared', async () => {
    const hash = await hashOf(manifest);
    const body = JSON.stringify({ date: '2026-12-01', manifest: hash });
    const card = await open({
      '/release.json': manifest,
      '/release-signature.json': JSON.stringify({ body, point: '', signature: '' }),
    });
    await waitUntil(() => text(card).includes('Release 2026-12-01'));
    expect(text(card)).to.include(groupedHash(hash));
  });

  it('has no day where nobody signed this very manifest', async () => {
    const body = JSON.stringify({ date: '2026-12-01', manifest: 'ab'.repeat(32) });
    const card = await open({
      '/release.json': manifest,
      '/release-signature.json': JSON.stringify({ body, point: '', signature: '' }),
    });
    await waitUntil(() => text(card).includes('not signed'));
    expect(text(card)).not.to.include('2026-12-01');
    const unsigned = await open({ '/release.json': manifest });
    await waitUntil(() => text(unsigned).includes('not signed'));
  });
});
