import { expect } from '@open-wc/testing';
import type { HeldPass } from '../../../src/credentials/pass/holder.ts';
import { importIssuers } from '../../../src/credentials/pass/health-pass-verifier.ts';
import { offerMs, secondProofMs, Stop } from '../../../src/credentials/shown/stop.ts';
import type { PresentedContext } from '../../../src/credentials/shown/verify.ts';
import { verifyShown } from '../../support/verify-shown.ts';
import type { Together } from '../../../src/domain/credential/combine.ts';
import type { TrustList } from '../../../src/domain/credential/trust-list.ts';
import { day, noon, second, shown, testDistrict, type TestDistrict } from '../../support/district.ts';
import {
  claimsOf,
  dccOf,
  makeHcert,
  test,
  testSigner,
  trusting,
  type TestSigner,
} from '../hcert/make-hcert.ts';
import type { Writable } from '../hcert/write-cbor.ts';
import {
  cardIssuer,
  numeric,
  numericChunks,
  signCard,
  trustingCards,
} from '../smart-health-card/make-card.ts';

let district: TestDistrict;
let signer: TestSigner;
let trust: TrustList;
let context: (at?: number) => PresentedContext;
let card: string;

/** A certificate of the same masked name as the pass below, "G*r". */
const hcert = (dcc = dccOf()) => makeHcert(signer, { claims: claimsOf(new Map([[1, dcc]])) });
const person = (change = {}): Promise<HeldPass> =>
  district.person({ maskedName: 'G*r', doses: 1, ...change });
const pass = async (change = {}, at = noon): Promise<string> => shown(await person(change), at);
const namesake = { nam: { fn: 'Moser', gn: 'Gerda', fnt: 'MOSER', gnt: 'GERDA' } };

const show = (stop: Stop, text: string, at = noon): Promise<Together> => stop.verify([text], context(at));

/** Shows the first, says that its person has another proof, and shows the second. */
async function both(first: string, other: string, at = noon): Promise<Together> {
  const stop = new Stop();
  expect(stop.begin((await show(stop, first)).verification, noon)).not.to.equal(null);
  return show(stop, other, at);
}

/** What a code says where nothing was shown before it. */
async function alone(text: string, at = noon): Promise<Together> {
  const verification = await verifyShown(text, context(at));
  return { verification, mismatch: false, joined: 'none' };
}

describe('a stop', () => {
  before(async () => {
    [district, signer] = await Promise.all([testDistrict(), testSigner()]);
    const issuer = await cardIssuer();
    card = await signCard(issuer);
    trust = {
      ...trusting(signer),
      entries: [...trusting(signer).entries, ...trustingCards(issuer).entries],
    };
    const issuers = await importIssuers([
      { ...district.issuer.publicKey, notBefore: 0, notAfter: noon + 900 * day },
    ]);
    context = (at = noon) => ({
      now: at,
      window: { pastSeconds: 90, futureSeconds: 30 },
      issuers,
      trust,
      used: () => false,
    });
  });

  describe('where nobody speaks of another proof', () => {
    it('every code decides alone, whatever was shown before it and by whom', async () => {
      const codes: [what: string, text: string][] = [
        ['a foreign credential', await hcert()],
        ['the pass of a namesake by mask', await pass()],
        ['a test of the same person', await hcert(dccOf({ t: [test] }))],
        ['the pass of somebody else', await pass({ maskedName: 'K*n' })],
        ['a name in other characters', await pass({ maskedName: '张*三' })],
        ['a card of somebody else', numeric(card)],
        ['a certificate of a namesake', await hcert(dccOf({ ...namesake, t: [test] }))],
        ['no credential', 'H1:%%%'],
      ];
      for (const [before, first] of codes) {
        for (const [what, text] of codes) {
          const stop = new Stop();
          await show(stop, first);
          expect(await show(stop, text, noon + second), `${what} after ${before}`).to.deep.equal(
            await alone(text, noon + second),
          );
        }
      }
    });

    it('no second proof is waited for', async () => {
      const stop = new Stop();
      await show(stop, await hcert());
      expect(stop.waiting(noon)).to.equal(null);
    });
  });

  describe('when the guard says that this person has another proof', () => {
    it('says whose, and until when', async () => {
      const stop = new Stop();
      const { verification } = await show(stop, await pass());
      const expected = { maskedName: 'G*r', until: noon + secondProofMs };
      expect(stop.begin(verification, noon)).to.deep.equal(expected);
      expect(stop.waiting(noon + secondProofMs - 1)).to.deep.equal(expected);
      expect(stop.waiting(noon + secondProofMs)).to.equal(null);
    });

    for (const ownFirst of [true, false]) {
      it(`completes a live pass, shown ${ownFirst ? 'before' : 'after'} the foreign credential`, async () => {
        const [own, other] = [await pass({}, noon + 20 * second), await hcert()];
        const found = ownFirst
          ? await both(own, other, noon + 20 * second)
          : await both(other, own, noon + 20 * second);
        expect([found.mismatch, found.joined]).to.deep.equal([false, 'mask']);
        expect(found.verification).to.deep.include({
          proof: 'proved',
          kind: 'pass',
          source: 'XY, Ministry of Health',
        });
        expect(found.verification.person!.passId).to.match(/^[0-9a-f]{16}$/);
        expect(found.verification.status).to.deep.include({
          colour: 'green',
          doses: 2,
          lastResult: 'negative',
        });
      });
    }

    it('joins two foreign credentials by full name and date of birth, and then the pass by its mask', async () => {
      const stop = new Stop();
      const first = await show(stop, await hcert());
      stop.begin(first.verification, noon);
      const two = await show(stop, await hcert(dccOf({ t: [test] })));
      expect(two.joined).to.equal('name');
      expect(two.verification.status).to.deep.include({ doses: 2, lastResult: 'negative' });
      expect(stop.waiting(noon), 'it was one proof that was waited for').to.equal(null);
      stop.begin(two.verification, noon);
      expect((await show(stop, await pass())).joined).to.equal('mask');
    });

    it('keeps what any of the joined ones leaves unknown', async () => {
      const noEnd = await makeHcert(signer, {
        claims: claimsOf(new Map([[1, dccOf({ t: [test] })]]), [[4, undefined]]),
      });
      for (const [first, other] of [
        [noEnd, await hcert()],
        [await hcert(), noEnd],
      ] as const) {
        const { joined, verification } = await both(first, other);
        expect(joined).to.equal('name');
        expect(verification.reasons).to.include('no-expiry-stated');
      }
    });

    it('counts the same proof once more as no other one, and waits on', async () => {
      const healthy = await person();
      const pairs: [string, string][] = [
        [await hcert(), await hcert()],
        [await shown(healthy), await shown(healthy, noon + 15 * second)],
      ];
      pairs[0]![1] = pairs[0]![0];
      for (const [text, again] of pairs) {
        const stop = new Stop();
        stop.begin((await show(stop, text)).verification, noon);
        const found = await show(stop, again, noon + 15 * second);
        expect(found).to.deep.equal(await alone(again, noon + 15 * second));
        expect(stop.waiting(noon + 15 * second)).to.deep.equal({
          maskedName: 'G*r',
          until: noon + secondProofMs,
        });
      }
    });

    it('takes nothing from what is not proved, answers it alone and waits on', async () => {
      const stop = new Stop();
      const forged = await makeHcert(signer, { signature: (bytes) => bytes.with(5, bytes[5]! ^ 1) });
      expect(stop.begin((await show(stop, forged)).verification, noon), 'nothing to complete').to.equal(null);
      stop.begin((await show(stop, await hcert())).verification, noon);
      expect(await show(stop, forged)).to.deep.equal(await alone(forged));
      expect((await show(stop, await pass())).joined).to.equal('mask');
    });
  });

  describe('another person’s code', () => {
    const others: [what: string, text: () => Promise<string>, apart: string][] = [
      ['a pass', () => pass({ maskedName: 'K*n', doses: 0 }), 'different'],
      ['a pass in other characters', () => pass({ maskedName: '张*三', doses: 0 }), 'unknown'],
    ];
    for (const [what, make, apart] of others) {
      it(`is decided with nothing of the one before, and ends the wait: ${what}`, async () => {
        const stop = new Stop();
        stop.begin((await show(stop, await hcert())).verification, noon);
        const text = await make();
        expect(await show(stop, text)).to.deep.equal({ ...(await alone(text)), apart });
        expect(stop.waiting(noon)).to.equal(null);
        const back = await pass();
        expect(await show(stop, back), 'nor does the first one come back').to.deep.equal(await alone(back));
      });
    }

    it('is also another pass of the same masked name', async () => {
      const other = await pass({ doses: 0 });
      expect(await both(await pass(), other)).to.deep.equal({
        ...(await alone(other)),
        apart: 'different',
      });
    });

    const foreign: [what: string, change: { [name: string]: Writable }, mismatch: boolean | null][] = [
      ['another name of the same mask', namesake, true],
      ['another day of birth', { dob: '1998-02-27' }, true],
      ['no day of birth', { dob: '' }, null],
    ];
    for (const [what, change, mismatch] of foreign) {
      it(`on a foreign credential is said, and nothing is joined: ${what}`, async () => {
        const text = await hcert(dccOf({ t: [test], ...change }));
        expect(await both(await hcert(), text)).to.deep.equal({
          ...(await alone(text)),
          mismatch,
          apart: mismatch ? 'different' : 'unknown',
        });
      });
    }

    it('on a foreign credential is said beside a pass too', async () => {
      const text = numeric(card);
      expect(await both(await pass(), text)).to.deep.equal({
        ...(await alone(text)),
        mismatch: true,
        apart: 'different',
      });
      const latin = await hcert();
      expect(await both(await pass({ maskedName: '张*三' }), latin)).to.deep.equal({
        ...(await alone(latin)),
        mismatch: null,
        apart: 'unknown',
      });
    });
  });

  describe('a proof against the person that may be theirs', () => {
    const greek = { nam: { fn: 'Παπαδόπουλος', gn: 'Γιώργος' } };
    const positive = { ...test, tr: '260373001' };

    it('leaves the live pass after it in doubt: whoever tapped says that they are one person’s', async () => {
      const text = await pass();
      for (const [what, dcc] of [
        ['positive', dccOf({ t: [positive], ...greek })],
        ['open', dccOf({ t: [{ ...test, tr: '?' }], ...greek })],
      ] as const)
        expect(await both(await hcert(dcc), text), what).to.deep.equal({
          ...(await alone(text)),
          mismatch: null,
          apart: 'unknown',
        });
    });

    it('is nothing to a pass of another name, nor to one that nobody spoke of', async () => {
      const text = await pass({ maskedName: 'K*n' });
      const first = await hcert(dccOf({ t: [positive] }));
      expect((await both(first, text)).mismatch).to.equal(false);
      const stop = new Stop();
      await show(stop, await hcert(dccOf({ t: [positive], ...greek })));
      expect(await show(stop, text)).to.deep.equal(await alone(text));
    });

    it('stays in doubt over all that is said to be one person’s, and no longer', async () => {
      const stop = new Stop();
      const codes = [
        await hcert(dccOf({ t: [positive], dob: '' })),
        await hcert(),
        await hcert(dccOf({ t: [test] })),
        await pass(),
      ];
      const found: Together[] = [];
      for (const code of codes) {
        if (found.length > 0) stop.begin(found.at(-1)!.verification, noon);
        found.push(await show(stop, code));
      }
      expect(found.map(({ joined, mismatch }) => [joined, mismatch])).to.deep.equal([
        ['none', false],
        ['none', null],
        ['name', null],
        ['mask', null],
      ]);
      const next = await pass();
      expect(await show(stop, next)).to.deep.equal(await alone(next));
    });
  });

  it('completes the proof that the tap was meant for, and no other', async () => {
    const stop = new Stop();
    const first = await show(stop, await hcert());
    await show(stop, await pass({ maskedName: 'K*n' }));
    expect(stop.begin(first.verification, noon)).to.equal(null);
  });

  it('lets go of names and dates of birth by itself', async () => {
    const stop = new Stop();
    const { verification } = await show(stop, await hcert());
    expect(stop.begin(verification, noon + offerMs), 'too late').to.equal(null);

    const measured = new Stop();
    const again = await show(measured, await hcert());
    measured.renew(again.verification, noon + offerMs - 1);
    expect(measured.begin(again.verification, noon + offerMs), 'answered once more').not.to.equal(null);

    for (const [what, at] of [
      ['over', noon + secondProofMs],
      ['a clock that was set back', noon - second],
      ['a clock without a number', NaN],
    ] as const) {
      const waiting = new Stop();
      waiting.begin((await show(waiting, await hcert())).verification, noon);
      waiting.forget(at);
      expect(waiting.waiting(noon + second), what).to.equal(null);
    }
  });

  it('is over when it is said to be: by a tap, an admission, the person leaving', async () => {
    const stop = new Stop();
    stop.begin((await show(stop, await hcert())).verification, noon);
    stop.end();
    const text = await pass();
    expect(await show(stop, text)).to.deep.equal(await alone(text));
  });

  it('verifies all codes of a split card together: they are one credential', async () => {
    const [first, ...others] = numericChunks(card, 3);
    const { verification, joined } = await new Stop().verify([first!, ...others], context());
    expect(verification).to.deep.include({ proof: 'proved', kind: 'smart-health-card' });
    expect(joined).to.equal('none');
  });
});
