import { expect } from '@open-wc/testing';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import { mostSteps, packScan, recordsPerStep } from '../../../src/domain/scan/sealed-record.ts';
import { Sealer, stepMs, type Sealed } from '../../../src/store/records/sealer.ts';
import { testScan } from '../../support/device.ts';
import { noon } from '../../support/district.ts';
import { IngestKey, openBox } from '../../support/ingest-key.ts';

const server = new IngestKey();

async function seal(sealer: Sealer, count: number): Promise<Sealed[]> {
  const all: Sealed[] = [];
  for (let i = 0; i < count; i++) all.push(await sealer.seal(testScan({ mono: i })));
  return all;
}

const open = (sealed: Sealed, seq = 1) => server.open({ ...sealed, seq, before: '', t: noon });

/** Every key that Web Crypto was asked to make a hash or to close with, as the bytes it was imported from. */
function watchKeys(): { crypto: Crypto; imported: Map<CryptoKey, string>; used: CryptoKey[] } {
  const imported = new Map<CryptoKey, string>();
  const used: CryptoKey[] = [];
  const subtle = new Proxy(globalThis.crypto.subtle, {
    get(target, name: keyof SubtleCrypto) {
      return async (...given: unknown[]) => {
        const bytes = name === 'importKey' ? Uint8Array.from(given[1] as Uint8Array) : null;
        const made: unknown = await (target[name] as (...all: unknown[]) => unknown).apply(target, given);
        if (bytes) imported.set(made as CryptoKey, new TextDecoder('latin1').decode(bytes));
        if (name === 'encrypt') used.push(given[1] as CryptoKey);
        return made;
      };
    },
  });
  const crypto = {
    subtle,
    getRandomValues: <T extends ArrayBufferView>(array: T): T =>
      globalThis.crypto.getRandomValues(array as never),
  } as unknown as Crypto;
  return { crypto, imported, used };
}

describe('Sealer', () => {
  it('closes a record that the server’s key opens, by another implementation', async () => {
    const sealer = await Sealer.begin(server.point);
    const sealed = await sealer.seal(testScan());
    expect(sealed.session).to.equal(sealer.session);
    expect(fromBase64url(sealed.session)).to.have.length(65);
    expect(sealed.step).to.equal(0);
    expect(await open(sealed, 7)).to.deep.equal({ ...testScan(), seq: 7 });
  });

  it('takes the server’s key as base64url as well, and refuses what is none', async () => {
    const sealer = await Sealer.begin(base64url(server.point));
    expect(await open(await sealer.seal(testScan()))).to.include({ pass: testScan().pass });
    const wrong = await Sealer.begin(new Uint8Array(65).fill(4)).catch((fault: unknown) => fault);
    expect(wrong).to.be.instanceOf(RangeError);
  });

  it('writes base64 with padding of nonce, closed text and tag', async () => {
    const sealer = await Sealer.begin(server.point);
    const { box } = await sealer.seal(testScan());
    expect(box).to.match(/^[A-Za-z0-9+/]+={0,2}$/);
    const length = new TextEncoder().encode(packScan(testScan())).length;
    expect(atob(box)).to.have.length(12 + length + 16);
  });

  it('says nothing in clear, and nothing twice', async () => {
    const [a, b] = await seal(await Sealer.begin(server.point), 2);
    expect(atob(a!.box)).to.not.contain(testScan().pass!);
    expect(a!.box.slice(0, 16)).to.not.equal(b!.box.slice(0, 16));
  });

  it('cannot be opened by another key', async () => {
    const sealed = await (await Sealer.begin(server.point)).seal(testScan());
    const thief = new IngestKey();
    const fault = await thief.open({ ...sealed, seq: 1, before: '', t: noon }).catch((why: unknown) => why);
    expect(fault).to.be.instanceOf(Error);
  });

  it('begins another session at each start', async () => {
    const [a, b] = await Promise.all([Sealer.begin(server.point), Sealer.begin(server.point)]);
    expect(a.session).to.not.equal(b.session);
  });

  it('goes on to the next key after so many records', async () => {
    const all = await seal(await Sealer.begin(server.point), recordsPerStep * 2 + 1);
    const steps = all.map(({ step }) => step);
    expect(steps.filter((step) => step === 0)).to.have.length(recordsPerStep);
    expect(steps.filter((step) => step === 1)).to.have.length(recordsPerStep);
    expect(steps.at(-1)).to.equal(2);
    for (const index of [0, recordsPerStep, 2 * recordsPerStep])
      expect(await open(all[index]!)).to.include({ mono: index });
  });

  it('goes on to the next key after a while, counted from the first record', async () => {
    let elapsed = 0;
    const sealer = await Sealer.begin(server.point, { elapsed: () => elapsed });
    elapsed = stepMs * 3;
    const at = async (ms: number): Promise<number> => {
      elapsed = ms;
      return (await sealer.seal(testScan())).step;
    };
    expect(await at(stepMs * 3)).to.equal(0);
    expect(await at(stepMs * 4 - 1)).to.equal(0);
    expect(await at(stepMs * 4)).to.equal(1);
    expect(await at(stepMs * 9)).to.equal(2);
  });

  it('begins a new session when the steps are used up', async function () {
    this.timeout(60_000);
    let elapsed = 0;
    const sealer = await Sealer.begin(server.point, { elapsed: () => elapsed });
    const first = sealer.session;
    for (let step = 0; step < mostSteps; step++) {
      await sealer.seal(testScan());
      elapsed += stepMs;
    }
    expect(sealer.session).to.equal(first);
    const next = await sealer.seal(testScan());
    expect(next.session).to.not.equal(first);
    expect(next.step).to.equal(0);
    expect(await open(next)).to.include({ pass: testScan().pass });
  });

  it('closes records handed over at once, each with a key in its order', async () => {
    const sealer = await Sealer.begin(server.point);
    const all = await Promise.all(
      Array.from({ length: recordsPerStep + 3 }, (_, mono) => sealer.seal(testScan({ mono }))),
    );
    expect(all.map(({ step }) => step)).to.deep.equal(
      all.map((_, index) => (index < recordsPerStep ? 0 : 1)),
    );
    expect(await open(all[recordsPerStep]!)).to.include({ mono: recordsPerStep });
  });

  it('keeps none of the keys before: what they were made from is cleared, and what is left opens nothing older', async () => {
    const { crypto, imported, used } = watchKeys();
    const sealer = await Sealer.begin(server.point, { crypto });
    const before = await sealer.seal(testScan({ mono: 1 }));
    for (let i = 1; i <= recordsPerStep; i++) await sealer.seal(testScan());
    // A thief who now reads the memory finds the key of this step, and whatever follows from it.
    const left = server.stepKey(sealer.session, 1);
    expect([...imported.values()], 'the chain of keys is the server’s').to.include(left);
    expect(new Set(used).size, 'two steps closed with two keys').to.equal(2);
    for (const key of [
      left,
      ...[...imported].filter(([one]) => one === used.at(-1)).map(([, text]) => text),
    ]) {
      const fault = await openBox(before.box, key.slice(0, 32)).catch((why: unknown) => why);
      expect(fault).to.be.instanceOf(Error);
    }
    for (const key of imported.keys()) expect(key.extractable).to.equal(false);
    expect(JSON.stringify(sealer), 'nothing of it can be read from outside').to.equal('{}');
  });

  it('makes a private key that nobody can export, and asks Web Crypto for nothing else', async () => {
    const { crypto } = watchKeys();
    const asked: unknown[][] = [];
    const generate = crypto.subtle.generateKey.bind(crypto.subtle);
    const spying = new Proxy(crypto.subtle, {
      get: (target, name: keyof SubtleCrypto) =>
        name === 'generateKey'
          ? (...given: Parameters<typeof generate>) => {
              asked.push(given);
              return generate(...given);
            }
          : target[name],
    });
    await Sealer.begin(server.point, { crypto: { ...crypto, subtle: spying } as Crypto });
    expect(asked).to.deep.equal([[{ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']]]);
  });
});
