import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withNewIssuer } from '../../../tools/keys/issuer-keys.ts';
import { newSigningKey, openHalf, type IssuerKey } from '../../../tools/keys/secrets.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23);

describe('the keys after a change of issuer', () => {
  const first: IssuerKey = openHalf(newSigningKey(1));

  it('are the old one, retired when the new one begins, and the new one last', () => {
    const { issuers, made } = withNewIssuer([first], now + 2 * day, now, newSigningKey);
    const [old, fresh, ...more] = issuers;
    assert.deepEqual(old, { ...first, retiredAt: now + 2 * day });
    assert.equal(fresh!.id, 2);
    assert.equal(fresh!.signsFrom, now + 2 * day);
    assert.notEqual(fresh!.publicKey, first.publicKey);
    assert.equal(made.publicKey, fresh!.publicKey);
    assert.ok(!('privateKey' in fresh!), 'the keyring has no half that signs');
    assert.deepEqual(more, []);
  });

  it('keep a retired key until passes on paper have ended, and no longer', () => {
    const { issuers: kept } = withNewIssuer(
      [{ ...first, retiredAt: now - 180 * day }],
      now,
      now,
      newSigningKey,
    );
    assert.deepEqual(
      kept.map(({ id }) => id),
      [1, 2],
    );
    const retired = { ...first, retiredAt: now - 182 * day };
    const { issuers: gone } = withNewIssuer([retired, openHalf(newSigningKey(2))], now, now, newSigningKey);
    assert.deepEqual(
      gone.map(({ id }) => id),
      [2, 3],
    );
  });

  it('take numbers from 1 to 255, and none that is in use', () => {
    const { made } = withNewIssuer([1, 255].map(newSigningKey).map(openHalf), now, now, newSigningKey);
    assert.equal(made.id, 2);
  });
});
