import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withNewIssuer } from '../../tools/charter.ts';
import { newSigningKey, type IssuerKey } from '../../tools/secrets.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 23);

describe('the keys after a change of issuer', () => {
  const first: IssuerKey = newSigningKey(1);

  it('are the old one, retired when the new one begins, and the new one last', () => {
    const [old, fresh, ...more] = withNewIssuer([first], now + 2 * day, now);
    assert.deepEqual(old, { ...first, retiredAt: now + 2 * day });
    assert.equal(fresh!.id, 2);
    assert.equal(fresh!.signsFrom, now + 2 * day);
    assert.notEqual(fresh!.privateKey, first.privateKey);
    assert.deepEqual(more, []);
  });

  it('keep a retired key until passes on paper have ended, and no longer', () => {
    const kept = withNewIssuer([{ ...first, retiredAt: now - 180 * day }], now, now);
    assert.deepEqual(
      kept.map(({ id }) => id),
      [1, 2],
    );
    const gone = withNewIssuer([{ ...first, retiredAt: now - 182 * day }, newSigningKey(2)], now, now);
    assert.deepEqual(
      gone.map(({ id }) => id),
      [2, 3],
    );
  });

  it('take numbers from 1 to 255, and none that is in use', () => {
    const wrapped = withNewIssuer([newSigningKey(1), newSigningKey(255)], now, now);
    assert.equal(wrapped.at(-1)!.id, 2);
  });
});
