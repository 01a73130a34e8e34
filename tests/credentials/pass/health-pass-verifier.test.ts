import { expect } from '@open-wc/testing';
import { importIssuers, verifyShownPass } from '../../../src/credentials/pass/health-pass-verifier.ts';
import type { Issuers, VerifyingContext } from '../../../src/credentials/pass/verifying-context.ts';
import { createHolderKey, showPass, type HeldPass } from '../../../src/credentials/pass/holder.ts';
import { sha256, sign } from '../../../src/credentials/bytes/p256.ts';
import { base45, fromBase45 } from '../../../src/domain/bytes/base45.ts';
import { concat, hex } from '../../../src/domain/bytes/bytes.ts';
import {
  decodeShownPass,
  passEnd,
  showingMessage,
  shownPassText,
} from '../../../src/domain/pass/health-pass.ts';
import type { Proof } from '../../../src/domain/credential/verification.ts';
import { charted, hour, minute, noon, second, shown, testDistrict, testKey } from '../../support/district.ts';
import type { TestDistrict } from '../../support/district.ts';
import { seeded } from '../../support/seeded.ts';
import { rounds } from '../../support/rounds.ts';

let district: TestDistrict;
let person: HeldPass;
let issuers: Issuers;

function context(change: Partial<VerifyingContext> = {}): VerifyingContext {
  return {
    now: noon,
    window: { pastSeconds: 90, futureSeconds: 30 },
    issuers,
    used: () => false,
    ...change,
  };
}

async function proofOf(text: string, change: Partial<VerifyingContext> = {}): Promise<Proof> {
  const verification = await verifyShownPass(text, context(change));
  if (verification.proof !== 'proved') {
    const { person, status, statedAt, showing } = verification;
    expect({ person, status, statedAt, showing }, 'nothing is told of what is not proved').to.deep.equal({
      person: null,
      status: null,
      statedAt: null,
      showing: null,
    });
  }
  return verification.proof;
}

describe('verifyShownPass', () => {
  before(async () => {
    district = await testDistrict();
    person = await district.person();
    issuers = await importIssuers([charted(district.issuer)]);
  });

  it('proves a pass that an issuer of the bundle signed and its holder shows now', async () => {
    const verification = await verifyShownPass(await shown(person), context());
    const { colour, lastResult, sampleTime, doses, lastDose } = person.fields;
    expect(verification).to.deep.include({
      proof: 'proved',
      person: { maskedName: '张*三', passId: hex(person.fields.passId) },
      status: { colour, lastResult, sampleTime, doses, lastDose },
      statedAt: person.fields.notBefore,
      replayKey: `${hex(person.fields.passId)}.3600`,
    });
    expect(hex(verification.showing!.slice(0, 4)), 'the second and no challenge').to.equal('000e1000');
    expect(verification.showing!.length).to.equal(68);
  });

  it('does not prove a code in which any one bit was changed', async () => {
    const bytes = fromBase45((await shown(person)).slice(3));
    const tally: Partial<Record<Proof, number>> = {};
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = bytes.slice();
      changed[bit >> 3]! ^= 1 << (bit & 7);
      const proof = await proofOf(`H1:${base45(changed)}`);
      expect(['forged', 'unreadable'], `bit ${bit}`).to.include(proof);
      tally[proof] = (tally[proof] ?? 0) + 1;
    }
    expect(tally.forged! + tally.unreadable!).to.equal(193 * 8);
    expect(tally.forged, 'most are read, and fail by their signature').to.be.greaterThan(1200);
  });

  it('does not prove a code in which any one character was changed', async () => {
    const text = await shown(person);
    const chance = seeded(3);
    for (let at = 0; at < text.length; at++) {
      const other = chance.pick(
        [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'].filter((c) => c !== text[at]),
      );
      const proof = await proofOf(text.slice(0, at) + other + text.slice(at + 1));
      expect(['forged', 'unreadable'], `character ${at}`).to.include(proof);
    }
  });

  it('does not prove parts of two genuine passes put together', async () => {
    const other = await district.person({ maskedName: '李*' });
    const [mine, yours] = await Promise.all([shown(person), shown(other)]).then((texts) =>
      texts.map((text) => decodeShownPass(text)),
    );
    const begin = person.fields.notBefore;
    const mixed: [string, string][] = [
      [
        'a body under another signature',
        shownPassText({ ...mine!.pass, signature: yours!.pass.signature }, begin, mine!.showing),
      ],
      ['a showing by another phone', shownPassText(mine!.pass, begin, yours!.showing)],
      [
        'another signature of the showing',
        shownPassText(mine!.pass, begin, { ...mine!.showing, signature: yours!.showing.signature }),
      ],
    ];
    for (const [what, text] of mixed) expect(await proofOf(text), what).to.equal('forged');
  });

  it('does not prove a pass whose showing was signed for another moment or challenge', async () => {
    const { pass, showing } = decodeShownPass(await shown(person));
    const begin = person.fields.notBefore;
    const later = shownPassText(pass, begin, { ...showing, at: showing.at + second });
    expect(await proofOf(later)).to.equal('forged');
    const challenged = shownPassText(pass, begin, { ...showing, challenge: new Uint8Array(4) });
    expect(await proofOf(challenged)).to.equal('forged');
  });

  it('does not prove a screenshot’s pass signed afresh with a key of the thief’s own', async () => {
    const thief = await createHolderKey();
    expect(await proofOf(await shown({ ...person, privateKey: thief.privateKey }))).to.equal('forged');
  });

  it('gives the same replay key to a signature that was bent without being broken', async () => {
    // r, n-s is as good a signature as r, s: the code looks new, the showing is the old one.
    const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
    const text = await shown(person);
    const { pass, showing } = decodeShownPass(text);
    const s = BigInt(`0x${hex(showing.signature.slice(32))}`);
    const bent = (n - s).toString(16).padStart(64, '0');
    const signature = showing.signature.slice();
    signature.set(
      Uint8Array.from(bent.match(/../g)!, (pair) => parseInt(pair, 16)),
      32,
    );
    const bentText = shownPassText(pass, person.fields.notBefore, { ...showing, signature });
    expect(bentText).to.not.equal(text);
    const [first, second] = [
      await verifyShownPass(text, context()),
      await verifyShownPass(bentText, context()),
    ];
    expect(second.proof).to.equal('proved');
    expect(second.replayKey).to.equal(first.replayKey);
    expect(await proofOf(bentText, { used: (key) => key === first.replayKey })).to.equal('replayed');
  });

  describe('issuers', () => {
    it('does not prove a pass of an issuer that the bundle does not name', async () => {
      expect(await proofOf(await shown(person), { issuers: new Map() })).to.equal('forged');
    });

    it('does not prove a pass when another key has the issuer’s number', async () => {
      const stranger = await testKey(7);
      const strangers = await importIssuers([charted(stranger)]);
      expect(await proofOf(await shown(person), { issuers: strangers })).to.equal('forged');
    });

    it('proves by the right one of several issuers, and leaves out a key that is no point', async () => {
      const others = [await testKey(1), await testKey(200)].map((key) => charted(key));
      const good = charted(district.issuer);
      const several = await importIssuers([
        ...others,
        { ...good, id: 8, point: 'BAAA' },
        { ...good, id: 9, point: '!' },
        good,
      ]);
      expect([...several.keys()].sort()).to.deep.equal([1, 200, 7]);
      expect(await proofOf(await shown(person), { issuers: several })).to.equal('proved');
    });
  });

  describe('an issuer’s time', () => {
    async function proofWhen(notBefore: number, notAfter: number): Promise<Proof> {
      const issuers = await importIssuers([charted(district.issuer, { notBefore, notAfter })]);
      return proofOf(await shown(person), { issuers });
    }

    it('is that of the pass’s first minute, not of its showing', async () => {
      const begun = person.fields.notBefore;
      expect(await proofWhen(begun, begun + 1)).to.equal('proved');
      expect(await proofWhen(begun + 1, noon + hour)).to.equal('forged');
      expect(await proofWhen(begun - hour, begun)).to.equal('forged');
    });

    it('of two issuers at once proves the passes of both', async () => {
      const second = await testDistrict();
      const issuers = await importIssuers([
        charted(district.issuer, { notAfter: noon }),
        { ...charted(second.issuer, { notBefore: noon - 2 * hour }), id: 8 },
      ]);
      const young = await second.person();
      expect(await proofOf(await shown(person), { issuers })).to.equal('proved');
      expect(await proofOf(await shown(young), { issuers }), 'under the other’s number').to.equal('forged');
      const renamed = await importIssuers([charted(second.issuer)]);
      expect(await proofOf(await shown(young), { issuers: renamed })).to.equal('proved');
    });
  });

  describe('times', () => {
    const cases: [what: string, showingAge: number, proof: Proof][] = [
      ['90 s old', 90_000, 'proved'],
      ['a millisecond older than 90 s', 90_001, 'stale'],
      ['an hour old: a screenshot', hour, 'stale'],
      ['30 s ahead', -30_000, 'proved'],
      ['a millisecond more than 30 s ahead', -30_001, 'ahead'],
      ['an hour ahead', -hour, 'ahead'],
    ];
    for (const [what, age, proof] of cases) {
      it(`calls a showing ${proof} that is ${what}`, async () => {
        const at = noon + 6 * hour;
        expect(await proofOf(await shown(person, at), { now: at + age })).to.equal(proof);
      });
    }

    it('follows the windows of the policy', async () => {
      const text = await shown(person, noon);
      const window = { pastSeconds: 5, futureSeconds: 0 };
      expect(await proofOf(text, { window, now: noon + 5 * second })).to.equal('proved');
      expect(await proofOf(text, { window, now: noon + 5 * second + 1 })).to.equal('stale');
      expect(await proofOf(text, { window, now: noon - 1 })).to.equal('ahead');
    });

    it('proves up to the last moment of the pass and calls it expired from its end on', async () => {
      const end = passEnd(person.fields);
      const text = await shown(person, end - second);
      expect(await proofOf(text, { now: end - 1 })).to.equal('proved');
      expect(await proofOf(text, { now: end })).to.equal('expired');
      expect(await proofOf(text, { now: end + 30 * second })).to.equal('expired');
    });

    it('calls a pass expired long after its end, whatever its showing says', async () => {
      expect(await proofOf(await shown(person), { now: noon + 30 * 24 * hour })).to.equal('expired');
    });

    it('calls a showing expired that was signed for a moment after the pass’s end', async () => {
      const end = passEnd(person.fields);
      const digest = await sha256(concat(person.pass.body, person.pass.signature));
      const challenge = new Uint8Array(0);
      const message = showingMessage(digest, person.fields.notBefore, end);
      const signature = await sign(person.privateKey, message);
      const text = shownPassText(person.pass, person.fields.notBefore, { at: end, challenge, signature });
      expect(await proofOf(text, { now: end - second })).to.equal('expired');
    });

    it('calls a pass not yet valid that begins more than 30 s from now, and proves one that begins sooner', async () => {
      const begin = person.fields.notBefore;
      const text = await shown(person, begin);
      expect(await proofOf(text, { now: begin - 30 * second })).to.equal('proved');
      expect(await proofOf(text, { now: begin - 30 * second - 1 })).to.equal('not-yet-valid');
      expect(await proofOf(text, { now: begin - hour })).to.equal('not-yet-valid');
    });

    it('says of a forged pass that it is forged, not that it is old', async () => {
      const strangers = await importIssuers([charted(await testKey(7))]);
      const now = noon + 30 * 24 * hour;
      expect(await proofOf(await shown(person), { now, issuers: strangers })).to.equal('forged');
    });
  });

  describe('replays', () => {
    it('refuses the very same showing the second time, and takes the next one', async () => {
      const used = new Set<string>();
      const first = await verifyShownPass(await shown(person), context({ used: (key) => used.has(key) }));
      used.add(first.replayKey!);
      const again = { used: (key: string) => used.has(key), now: noon + 10 * second };
      expect(await proofOf(await shown(person), again)).to.equal('replayed');
      expect(await proofOf(await shown(person, noon + second), again)).to.equal('proved');
    });

    it('tells two people apart who show in the same second', async () => {
      const other = await district.person();
      const [one, two] = await Promise.all([
        verifyShownPass(await shown(person), context()),
        verifyShownPass(await shown(other), context()),
      ]);
      expect(one.replayKey).to.not.equal(two.replayKey);
    });

    it('says of a used showing that is old by now that it is old', async () => {
      const now = noon + 91 * second;
      expect(await proofOf(await shown(person), { used: () => true, now })).to.equal('stale');
    });
  });

  describe('any text', () => {
    const texts = [
      '',
      'H1:',
      'H1',
      'HC1:6BF',
      'shc:/56762909524320603460292437404460312229595326546034602925407728043360287028647167452228092863336138625905562441275342672632614007524325773663400334404163424036744177447455265942526337643363675944416729410324605736010641293361123274243503696800275229652',
      'https://code.example/s/#AQUB',
      'WIFI:S:guest;T:WPA;P:secret;;',
      `H1:${'0'.repeat(290)}`,
      `H1:${':'.repeat(290)}`,
      `H1:${'A'.repeat(100_000)}`,
      '\u0000',
      '张三',
      '😀'.repeat(100),
    ];
    for (const text of texts) {
      it(`is unreadable: ${JSON.stringify(text.slice(0, 24))} (${text.length})`, async () => {
        expect(await proofOf(text)).to.equal('unreadable');
      });
    }

    it('never throws and never proves, whatever thousands of random texts say', async () => {
      const chance = seeded(1968);
      const genuine = fromBase45((await shown(person)).slice(3));
      const alphabet = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'];
      const make: (() => string)[] = [
        () => String.fromCharCode(...Array.from({ length: chance.below(40) }, () => chance.below(65536))),
        () => `H1:${Array.from({ length: chance.below(310) }, () => chance.pick(alphabet)).join('')}`,
        () => `H1:${base45(chance.bytes(chance.below(200)))}`,
        () => {
          // The head of a pass and chance behind it: goes deepest into the reader.
          const bytes = chance.bytes(193);
          bytes.set(genuine.slice(0, chance.below(125)));
          return `H1:${base45(bytes)}`;
        },
        () => {
          const bytes = genuine.slice(0, genuine.length - chance.below(3));
          for (let i = 0; i <= chance.below(8); i++) bytes[chance.below(bytes.length)] = chance.below(256);
          return `H1:${base45(bytes)}`;
        },
      ];
      const tally: Partial<Record<Proof, number>> = {};
      const unchanged = `H1:${base45(genuine)}`;
      for (let i = 0; i < rounds(4000, 20_000); i++) {
        const text = make[i % make.length]!();
        if (text === unchanged) continue;
        const { proof } = await verifyShownPass(text, context());
        tally[proof] = (tally[proof] ?? 0) + 1;
      }
      expect(Object.keys(tally).sort()).to.deep.equal(['forged', 'unreadable']);
      expect(tally.forged, 'texts that went as far as the signatures').to.be.greaterThan(rounds(100, 500));
    }).timeout(60_000);
  });
});

describe('showPass', () => {
  it('shows nothing before the pass begins and nothing from its end on', async () => {
    const district = await testDistrict();
    const person = await district.person({ lifetimeMinutes: 60 });
    const begin = person.fields.notBefore;
    expect(await showPass(person, begin - 1)).to.equal(null);
    expect(await showPass(person, begin)).to.be.a('string');
    expect(await showPass(person, begin + 60 * minute - 1)).to.be.a('string');
    expect(await showPass(person, begin + 60 * minute)).to.equal(null);
  });

  it('signs afresh each time: two codes of one second differ, and both hold', async () => {
    const district = await testDistrict();
    const person = await district.person();
    const issuers = await importIssuers([charted(district.issuer)]);
    const texts = [await shown(person), await shown(person)];
    expect(texts[0]).to.not.equal(texts[1]);
    for (const text of texts) {
      const given = { now: noon, window: { pastSeconds: 90, futureSeconds: 30 }, issuers, used: () => false };
      expect((await verifyShownPass(text, given)).proof).to.equal('proved');
    }
  });
});
