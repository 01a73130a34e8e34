import { expect } from '@open-wc/testing';
import { foreignProofs } from '../../../src/credentials/foreign/foreign.ts';
import { verifySmartHealthCard } from '../../../src/credentials/smart-health-card/smart-health-card-verifier.ts';
import { base64url, fromBase64url, utf8 } from '../../../src/domain/bytes/bytes.ts';
import { seeded, type Seeded } from '../../support/seeded.ts';
import { noon } from '../hcert/make-hcert.ts';
import { isUnpolluted, mutated, mutatedText, soon } from '../hcert/mutate.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  numeric,
  numericChunks,
  signCard,
  trustingCards,
} from './make-card.ts';
import { rounds } from '../../support/rounds.ts';

const jwsAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';

describe('a SMART Health Card changed at random', () => {
  it('is never proved, never an exception, and soon answered', async function () {
    this.timeout(60_000);
    const chance = seeded(7515);
    const issuer = await cardIssuer();
    const trust = trustingCards(issuer);
    const genuine = await signCard(issuer);
    const seen = new Set<string>();
    const check = async (codes: string | string[]): Promise<void> => {
      const found = await soon(() => verifySmartHealthCard(codes, { now: noon, trust }));
      if (found.proof === 'proved') expect.fail(`proved: ${JSON.stringify(codes)}`);
      expect(foreignProofs).to.include(found.proof);
      expect([found.person, found.facts]).to.deep.equal([null, []]);
      seen.add(found.reasons[0]!);
    };
    for (let round = 0; round < rounds(150, 600); round++) {
      const jws = mutatedText(genuine, jwsAlphabet, chance);
      if (jws !== genuine && [...jws].every((character) => jwsAlphabet.includes(character)))
        await check(numeric(jws));
      const code = mutatedText(numeric(genuine), '0123456789/', chance);
      if (code !== numeric(genuine)) await check(code);
      await check(numeric(withPartChanged(genuine, chance)));
      const chunks = numericChunks(genuine, 3);
      const at = chance.below(3);
      const changed = mutatedText(chunks[at]!, '0123456789/', chance);
      if (changed !== chunks[at]) await check(chunks.with(at, changed));
    }
    expect([...seen]).to.include.members(['not-numeric', 'not-jws', 'signature-wrong', 'no-such-key']);
    expect(isUnpolluted()).to.equal(true);
  });

  it('and signed by an issuer that lost its mind is read without an exception', async function () {
    this.timeout(60_000);
    const chance = seeded(1951);
    const issuer = await cardIssuer();
    const trust = trustingCards(issuer);
    const proofs = new Set<string>();
    for (let round = 0; round < rounds(150, 600); round++) {
      const claims = strange(
        cardClaims({}, { rid: 'x', credentialSubject: { fhirVersion: '4.0.1', fhirBundle: bundleOf() } }),
        chance,
      );
      const text = JSON.stringify(claims).replaceAll('"renamed"', () =>
        chance.pick(['"__proto__"', '"constructor"']),
      );
      const found = await soon(async () =>
        verifySmartHealthCard(numeric(await signCard(issuer, { payload: utf8(text) })), { now: noon, trust }),
      );
      proofs.add(found.proof);
      for (const { kind, at } of found.facts) {
        expect(['vaccination', 'test']).to.include(kind);
        expect(at === null || Number.isFinite(at)).to.equal(true);
      }
      expect(isUnpolluted()).to.equal(true);
    }
    expect([...proofs]).to.include.members(['proved', 'unreadable']);
  });
});

/** The card with one of its three parts changed in its bytes; never the very same card. */
function withPartChanged(jws: string, chance: Seeded): string {
  const parts = jws.split('.');
  const at = chance.below(3);
  const bytes = fromBase64url(parts[at]!);
  const changed = base64url(mutated(bytes, chance));
  return changed === parts[at] ? `${jws}A` : parts.with(at, changed).join('.');
}

/** A JSON value with some of its values replaced by others, and some of its fields left out or renamed. */
function strange(value: unknown, chance: Seeded): unknown {
  if (chance.oneIn(30))
    return chance.pick<unknown>([null, 0, -1e300, '', '__proto__', [], {}, true, [[]], '2026-99-99']);
  if (Array.isArray(value)) {
    const items = value.map((item) => strange(item, chance));
    return chance.oneIn(20) ? [...items, ...items] : items;
  }
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(() => !chance.oneIn(40));
  return Object.fromEntries(
    kept.map(([name, inner]) => [chance.oneIn(40) ? 'renamed' : name, strange(inner, chance)]),
  );
}
