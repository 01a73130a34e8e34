import { expect } from '@open-wc/testing';
import {
  BundleRefused,
  verifyBundle,
  officialGraceMs,
  verifyWord,
  type HeldVersions,
} from '../../../src/credentials/signed/bundle-verifier.ts';
import { sign } from '../../../src/credentials/bytes/p256.ts';
import { base64url, fromBase64url } from '../../../src/domain/bytes/bytes.ts';
import type { OfficialSignature, SignedBundle } from '../../../src/domain/bundle/bundle.ts';
import type { Charter, PublicKey } from '../../../src/domain/bundle/charter.ts';
import type { SignedWord } from '../../../src/domain/bundle/word.ts';
import {
  charted,
  day,
  hour,
  noon,
  officialSignature,
  signWord,
  testDistrict,
  testKey,
  type TestDistrict,
} from '../../support/district.ts';

let district: TestDistrict;
let signed: SignedBundle;
let root: PublicKey;

interface Given {
  held?: HeldVersions;
  by?: PublicKey;
  now?: number;
}

const nothing: HeldVersions = { charter: 0, bundle: 0 };

/** Why it was refused; 'taken' when it was not. */
async function fate(
  bundle: SignedBundle,
  { held = nothing, by = root, now = noon }: Given = {},
): Promise<string> {
  try {
    await verifyBundle(bundle, by, held, now);
    return 'taken';
  } catch (fault) {
    expect(fault).to.be.instanceOf(BundleRefused);
    expect((fault as Error).message).to.match(/\.$/);
    return (fault as BundleRefused).reason;
  }
}

/** The same text with one bit of its base64url bytes changed, for every bit in turn. */
function* bitsChanged(text: string): Generator<string> {
  const bytes = fromBase64url(text);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3]! ^= 1 << (bit & 7);
    yield base64url(changed);
  }
}

/** The same text with one character changed, about 300 of them spread over it. */
function* charactersChanged(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += Math.ceil(text.length / 300)) {
    yield text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);
  }
}

before(async () => {
  district = await testDistrict();
  root = district.root.publicKey;
  signed = await district.publish({ version: 5 }, { charter: { version: 3 } });
});

describe('verifyBundle', () => {
  it('gives the charter that the root signed and the bundle that two officials signed', async () => {
    expect(await verifyBundle(signed, root, nothing, noon)).to.deep.equal({
      charter: district.charter({ version: 3 }),
      bundle: district.bundle({ version: 5 }),
    });
  });

  it('takes the versions already held once more, and newer ones, and refuses older ones', async () => {
    for (const [charter, bundle, expected] of [
      [2, 4, 'taken'],
      [3, 5, 'taken'],
      [4, 5, 'older'],
      [3, 6, 'older'],
      [4, 0, 'older'],
      [0, 6, 'older'],
    ] as const) {
      expect(await fate(signed, { held: { charter, bundle } }), `${charter}, ${bundle}`).to.equal(expected);
    }
  });

  describe('the root', () => {
    it('is the one known since pairing: another one’s charter is refused, even under the same number', async () => {
      const stranger = await testKey(root.id);
      expect(await fate(signed, { by: stranger.publicKey })).to.equal('signature');
      const charter = await district.signCharter(signed.charter.body, stranger);
      expect(await fate({ ...signed, charter })).to.equal('signature');
    });

    it('is named by the charter', async () => {
      expect(await fate({ ...signed, charter: { ...signed.charter, root: root.id + 1 } })).to.equal(
        'signature',
      );
    });

    for (const [who, key] of [
      ['an official', () => district.officials[0]],
      ['the server with its statement key', () => district.wordKey],
      ['the server with its issuer key', () => district.issuer],
    ] as const) {
      it(`alone signs charters: not ${who}`, async () => {
        const { body } = signed.charter;
        const charter = { ...(await district.signCharter(body, key())), root: root.id };
        expect(await fate({ ...signed, charter })).to.equal('signature');
      });
    }

    it('has signed every character of the charter and every bit of its signature counts', async () => {
      const { charter } = signed;
      for (const body of charactersChanged(charter.body))
        expect(await fate({ ...signed, charter: { ...charter, body } }), body).to.equal('signature');
      for (const signature of bitsChanged(charter.signature))
        expect(await fate({ ...signed, charter: { ...charter, signature } })).to.equal('signature');
      expect(await fate({ ...signed, charter: { ...charter, body: `${charter.body} ` } })).to.equal(
        'signature',
      );
    });

    for (const point of ['', 'BAAA', base64url(new Uint8Array(65).fill(4))]) {
      it(`that is no point verifies nothing (${point.length} characters)`, async () => {
        expect(await fate(signed, { by: { id: root.id, point } })).to.equal('signature');
      });
    }
  });

  describe('the charter', () => {
    it('carries nothing from its expiry on', async () => {
      const short = await district.publish({}, { charter: { expiresAt: noon + hour } });
      expect(await fate(short, { now: noon + hour - 1 })).to.equal('taken');
      expect(await fate(short, { now: noon + hour })).to.equal('charter-expired');
    });

    it('that lacks a part is refused though the root signed it, and the part is named', async () => {
      const { officials: _officials, ...rest } = district.charter();
      const charter = await district.signCharter(JSON.stringify(rest));
      const refused = await verifyBundle({ ...signed, charter }, root, nothing, noon).catch((fault) => fault);
      expect(refused).to.include({ reason: 'malformed' });
      expect(refused.message).to.contain('officials');
    });
  });

  describe('the officials', () => {
    const health = () => district.officials[0];
    const administration = () => district.officials[1];

    it('are two: one alone publishes nothing, nor does nobody', async () => {
      for (const by of [[], [health()], [administration()]])
        expect(await fate(await district.publish({}, { by }))).to.equal('signature');
    });

    it('may sign in any order', async () => {
      expect(await fate(await district.publish({}, { by: [administration(), health()] }))).to.equal('taken');
    });

    it('are two different ones: twice the same counts once', async () => {
      expect(await fate(await district.publish({}, { by: [health(), health()] }))).to.equal('signature');
    });

    it('count once with one key under two numbers', async () => {
      const other = { ...health(), publicKey: { ...health().publicKey, id: 9 } };
      const { officials } = district.charter();
      const charter = { officials: [...officials, { ...charted(other), name: 'The same hand' }] };
      expect(await fate(await district.publish({}, { by: [health(), other], charter }))).to.equal(
        'signature',
      );
    });

    it('stand in the charter: a stranger counts for nothing, even under an official’s number', async () => {
      for (const id of [2, 9]) {
        const by = [health(), await testKey(id)];
        expect(await fate(await district.publish({}, { by })), `${id}`).to.equal('signature');
      }
    });

    it('that the root has taken out of the charter count for nothing', async () => {
      const charter: Partial<Charter> = { officials: district.charter().officials.slice(0, 1) };
      expect(await fate(await district.publish({}, { charter }))).to.equal('signature');
    });

    it('are in force when the bundle is issued', async () => {
      const issued = district.bundle().issuedAt;
      const fateOf = async (notBefore: number, notAfter: number): Promise<string> => {
        const [first, second] = district.charter().officials;
        const charter = { officials: [first!, { ...second!, notBefore, notAfter }] };
        return fate(await district.publish({}, { charter }));
      };
      expect(await fateOf(issued, issued + 1)).to.equal('taken');
      expect(await fateOf(issued - day, issued)).to.equal('signature');
      expect(await fateOf(issued + 1, noon + day)).to.equal('signature');
    });

    describe('whose time has ended', () => {
      const ended = noon - 10 * day;
      /** A bundle dated `issuedAt`; the second official's time ends at `notAfter`. */
      const dated = (
        issuedAt: number,
        notAfter = ended,
        charter: Partial<Charter> = {},
      ): Promise<SignedBundle> => {
        const [first, second] = district.charter().officials;
        const officials = [first!, { ...second!, notAfter }];
        return district.publish(
          { version: 9, issuedAt, expiresAt: noon + 60 * day },
          { charter: { officials, issuedAt: noon - 90 * day, ...charter } },
        );
      };

      it('cannot set back the date of a new bundle for ever: a week after their end it is refused', async () => {
        const backdated = await dated(ended - 1);
        for (const [now, expected] of [
          [ended - 1, 'taken'],
          [ended, 'taken'],
          [ended + officialGraceMs - 1, 'taken'],
          [ended + officialGraceMs, 'official-expired'],
          [ended + 50 * day, 'official-expired'],
        ] as const)
          expect(await fate(backdated, { now }), `${(now - ended) / day} days`).to.equal(expected);
      });

      it('are named by the refusal, and what is to be done', async () => {
        const refused = await verifyBundle(await dated(ended - 1), root, nothing, noon).catch(
          (fault) => fault,
        );
        expect(refused.message).to.contain('Administration').and.to.contain('must publish anew');
      });

      it('cannot do it at once where a bundle of after their end is in use', async () => {
        const held = { charter: 1, bundle: 8, issuedAt: ended + hour };
        expect(await fate(await dated(ended - 1), { held, now: ended + 2 * hour })).to.equal('older');
        const equal = { ...held, issuedAt: ended - 1 };
        expect(await fate(await dated(ended - 1), { held: equal, now: ended + 2 * hour })).to.equal('taken');
      });

      it('gain nothing by a clock set back: what the root has dated later has come', async () => {
        const charter = { issuedAt: ended + officialGraceMs };
        const backdated = await dated(ended - 1, ended, charter);
        expect(await fate(backdated, { now: ended - day })).to.equal('official-expired');
      });

      it('leave a bundle in use that was taken before', async () => {
        const old = await dated(ended - day);
        const held = { charter: 1, bundle: 9, issuedAt: ended - day, body: old.body };
        expect(await fate(old, { held })).to.equal('taken');
        expect(await fate(old, { held: { ...held, body: `${old.body} ` } })).to.equal('official-expired');
      });

      it('are not missed where two others have signed', async () => {
        const third = await testKey(3);
        const [first, second] = district.officials;
        const charter = {
          officials: [
            ...district.charter().officials.slice(0, 1),
            { ...charted(second, { notAfter: ended }), name: 'Administration' },
            { ...charted(third), name: 'Third' },
          ],
        };
        const bundle = { version: 9, issuedAt: ended - day };
        const by = [first, second, third];
        expect(await fate(await district.publish(bundle, { by, charter }))).to.equal('taken');
      });
    });

    it('are not the server: with all its keys it publishes nothing alone, nor with one official', async () => {
      const own = [district.wordKey, district.issuer, district.siteCodeKey];
      for (const by of [own, [...own, health()]]) {
        const bundle = await district.publish({}, { by });
        expect(await fate(bundle)).to.equal('signature');
        const posing = bundle.signatures.map((each, index) => ({ ...each, official: (index % 2) + 1 }));
        expect(await fate({ ...bundle, signatures: posing })).to.equal('signature');
      }
    });

    it('sign bundles, and what they sign as something else is none', async () => {
      const { body } = signed;
      const purpose = new TextEncoder().encode(body);
      const signatures = await Promise.all(
        district.officials.map(async ({ pair, publicKey }) => ({
          official: publicKey.id,
          signature: base64url(await sign(pair.privateKey, purpose)),
        })),
      );
      expect(await fate({ ...signed, signatures })).to.equal('signature');
    });

    it('are found among signatures that are none, but not behind a flood of them', async () => {
      const junk = { official: 1, signature: 'A'.repeat(86) };
      const behind = (count: number): SignedBundle => ({
        ...signed,
        signatures: [...Array.from({ length: count }, () => junk), ...signed.signatures],
      });
      expect(await fate(behind(14))).to.equal('taken');
      expect(await fate(behind(15))).to.equal('signature');
    });
  });

  it('refuses a body in which any one character was changed, or a space added', async () => {
    for (const body of charactersChanged(signed.body))
      expect(await fate({ ...signed, body })).to.equal('signature');
    expect(await fate({ ...signed, body: `${signed.body} ` })).to.equal('signature');
  });

  it('refuses when any one bit of one of two signatures was changed', async () => {
    const [first, second] = signed.signatures;
    for (const none of [null, undefined, 5])
      expect(await fate({ ...signed, signatures: [first!, none as unknown as OfficialSignature] })).to.equal(
        'signature',
      );
    for (const signature of bitsChanged(second!.signature))
      expect(await fate({ ...signed, signatures: [first!, { ...second!, signature }] })).to.equal(
        'signature',
      );
  });

  for (const signature of ['', 'AA', '!', 'A'.repeat(86), '=', 5, null]) {
    it(`counts ${JSON.stringify(signature)?.slice(0, 8)} for no signature`, async () => {
      const [first, second] = signed.signatures;
      const signatures = [first!, { ...second!, signature: signature as string }];
      expect(await fate({ ...signed, signatures })).to.equal('signature');
    });
  }

  it('refuses a signed text that lacks a part, and says which', async () => {
    const { policy: _policy, ...rest } = district.bundle();
    const bundle = await district.signBundle(JSON.stringify(rest));
    const refused = await verifyBundle(bundle, root, nothing, noon).catch((fault) => fault);
    expect(refused).to.be.instanceOf(BundleRefused);
    expect(refused.reason).to.equal('malformed');
    expect(refused.message).to.contain('policy');
  });

  const shapes: [what: string, make: () => unknown][] = [
    ['nothing', () => null],
    ['undefined', () => undefined],
    ['a text', () => 'bundle'],
    ['an empty object', () => ({})],
    ['a body that is an object', () => ({ ...signed, body: {} })],
    ['no charter', () => ({ ...signed, charter: undefined })],
    ['a charter without a signature', () => ({ ...signed, charter: { ...signed.charter, signature: 5 } })],
    ['no signatures', () => ({ ...signed, signatures: undefined })],
    ['signatures that are no list', () => ({ ...signed, signatures: { length: 2 } })],
  ];
  for (const [what, make] of shapes) {
    it(`refuses ${what} in place of a bundle`, async () => {
      expect(await fate(make() as SignedBundle)).to.equal('malformed');
    });
  }
});

describe('verifyWord', () => {
  const charter = (change: Partial<Charter> = {}): Charter => district.charter(change);

  it('gives what a statement key of the charter signed', async () => {
    const said = { at: noon, bundleVersion: 5, denyVersion: 2 };
    expect(await verifyWord(await district.word(said), charter())).to.deep.equal(said);
  });

  it('is null for a key that the charter does not name, or names for something else', async () => {
    const word = await district.word();
    expect(await verifyWord(word, charter({ wordKeys: [] }))).to.equal(null);
    const stranger = await testKey(district.wordKey.publicKey.id);
    expect(await verifyWord(await district.word({}, stranger), charter())).to.equal(null);
    for (const key of [district.issuer, district.officials[0], district.root])
      expect(await verifyWord(await district.word({}, key), charter())).to.equal(null);
    expect(await verifyWord({ ...word, key: word.key + 1 }, charter())).to.equal(null);
  });

  it('is null outside the time of its key', async () => {
    const word = await district.word();
    const within = async (notBefore: number, notAfter: number): Promise<boolean> =>
      (await verifyWord(
        word,
        charter({ wordKeys: [charted(district.wordKey, { notBefore, notAfter })] }),
      )) !== null;
    expect(await within(noon, noon + 1)).to.equal(true);
    expect(await within(noon - 1, noon)).to.equal(false);
    expect(await within(noon + 1, noon + day)).to.equal(false);
  });

  it('is null when any one character or any one bit of the signature was changed', async () => {
    const word = await district.word();
    for (const body of charactersChanged(word.body))
      expect(await verifyWord({ ...word, body }, charter()), body).to.equal(null);
    for (const signature of bitsChanged(word.signature))
      expect(await verifyWord({ ...word, signature }, charter())).to.equal(null);
  });

  const shapes: unknown[] = [
    null,
    undefined,
    5,
    'word',
    {},
    { key: 6 },
    { key: 6, body: {}, signature: 'AA' },
  ];
  for (const shape of shapes) {
    it(`is null for ${JSON.stringify(shape)}`, async () => {
      expect(await verifyWord(shape as SignedWord, charter())).to.equal(null);
    });
  }

  it('is null for a signed text that is no word', async () => {
    for (const body of ['', '{}', 'null', '{"at":1}'])
      expect(await verifyWord(await signWord(body, district.wordKey), charter()), body).to.equal(null);
  });

  it('is null for what an official signed as a bundle', async () => {
    const { body } = await district.word();
    const { signature } = await officialSignature(district.wordKey, body);
    expect(await verifyWord({ body, key: 6, signature }, charter())).to.equal(null);
  });
});
