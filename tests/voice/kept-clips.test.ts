import { expect } from '@open-wc/testing';
import { forgetEarlierClips, keptClip } from '../../src/voice/kept-clips.ts';

const url = '/voice/en/test-clip.ogg';

describe('clips on the device', () => {
  const fetchOfPage = globalThis.fetch;
  let asked: number;
  let sound: string | null;
  const words = async (version: string): Promise<string> =>
    new TextDecoder().decode(await keptClip(url, version));
  const names = async (): Promise<string[]> =>
    (await caches.keys()).filter((name) => name.startsWith('sitecode-voice-test-'));

  beforeEach(() => {
    asked = 0;
    sound = 'first';
    globalThis.fetch = async () => {
      asked++;
      if (sound === null) throw new TypeError('Failed to fetch');
      return sound === 'none' ? new Response('', { status: 404 }) : new Response(sound);
    };
  });
  afterEach(async () => {
    globalThis.fetch = fetchOfPage;
    for (const name of await names()) await caches.delete(name);
  });

  it('are fetched once, and there without a network', async () => {
    expect(await words('test-1')).to.equal('first');
    sound = null;
    expect(await words('test-1')).to.equal('first');
    expect(asked).to.equal(1);
  });

  it('are fetched anew where other ones were built, and until then those before are spoken', async () => {
    await words('test-1');
    sound = null;
    expect(await words('test-2')).to.equal('first');
    sound = 'second';
    expect(await words('test-2')).to.equal('second');
    sound = null;
    expect(await words('test-2')).to.equal('second');
  });

  it('of earlier builds are let go of when the new ones are there, and no others', async () => {
    await words('test-1');
    await words('test-2');
    const other = await caches.open('somebody-else');
    await forgetEarlierClips('test-2');
    expect(await names()).to.deep.equal(['sitecode-voice-test-2']);
    expect(await caches.has('somebody-else')).to.equal(true);
    await caches.delete('somebody-else');
    expect(other).to.not.equal(undefined);
  });

  it('that no server has are said to be missing, and not kept', async () => {
    sound = 'none';
    const fault = await words('test-1').catch((error: Error) => error.message);
    expect(fault).to.contain('404');
    sound = 'first';
    expect(await words('test-1')).to.equal('first');
  });
});
