import { expect } from '@open-wc/testing';
import { base64url, fromHex, hex } from '../../../src/domain/bytes/bytes.ts';
import {
  applyDelta,
  denyListMessage,
  holdsPassId,
  isDelta,
  passIdsText,
  readDenyList,
  readPassIds,
} from '../../../src/domain/pass/deny-list.ts';
import { seeded } from '../../support/seeded.ts';

const a = '0000000000000001';
const b = '00000000000000ff';
const c = 'ffffffffffffffff';
const sha256 = 'ab'.repeat(32);

describe('the deny list', () => {
  it('is signed over its own prefix', () => {
    expect(hex(denyListMessage('{}'))).to.equal('485343312d64656e79007b7d');
  });

  it('holds sorted ids, found by binary search', () => {
    const { below, bytes } = seeded(7);
    const ids = Array.from({ length: 501 }, () => hex(bytes(8)));
    const list = readPassIds(passIdsText(ids));
    for (const id of ids) expect(holdsPassId(list, id), id).to.equal(true);
    for (let i = 0; i < 500; i++) {
      const other = hex(bytes(8));
      expect(holdsPassId(list, other)).to.equal(ids.includes(other));
      const one = fromHex(ids[below(ids.length)]!);
      one[below(8)]! ^= 1 << below(8);
      expect(holdsPassId(list, hex(one)), 'one bit off').to.equal(ids.includes(hex(one)));
    }
    expect(holdsPassId(list, ids[0]!.slice(2)), 'too short to be an id').to.equal(false);
    expect(holdsPassId(new Uint8Array(0), a)).to.equal(false);
  });

  it('refuses ids that are cut, unsorted or doubled: a search would miss some', () => {
    for (const bad of [fromHex(a.slice(2)), fromHex(b + a), fromHex(a + a)]) {
      expect(() => readPassIds(base64url(bad))).to.throw(RangeError);
      expect(() => readDenyList(JSON.stringify({ version: 1, at: 1, ids: base64url(bad) }))).to.throw(
        RangeError,
      );
    }
  });

  it('follows a delta; what is there already, or is not there, changes nothing', () => {
    const from = readPassIds(passIdsText([a, b]));
    const result = (add: string[], remove: string[]) =>
      base64url(applyDelta(from, { add: passIdsText(add), remove: passIdsText(remove) }));
    expect(result([c], [a])).to.equal(passIdsText([b, c]));
    expect(result([a], [c])).to.equal(passIdsText([a, b]));
    expect(result([], [a, b])).to.equal('');
    expect(result([], [])).to.equal(passIdsText([a, b]));
  });

  const texts: [what: string, body: string, delta: boolean | null][] = [
    ['a full list', '{"version":3,"at":9,"ids":""}', false],
    ['a delta', `{"from":3,"to":5,"at":9,"add":"","remove":"","sha256":"${sha256}"}`, true],
    ['a delta that goes back', `{"from":5,"to":3,"at":9,"add":"","remove":"","sha256":"${sha256}"}`, null],
    ['a delta without a hash', '{"from":3,"to":5,"at":9,"add":"","remove":""}', null],
    [
      'both at once',
      `{"version":5,"ids":"","from":3,"to":5,"at":9,"add":"","remove":"","sha256":"${sha256}"}`,
      null,
    ],
    ['no version', '{"at":9,"ids":""}', null],
    ['a version with a fraction', '{"version":1.5,"at":9,"ids":""}', null],
    ['nothing', 'null', null],
    ['no JSON', '{', null],
  ];
  for (const [what, body, delta] of texts) {
    it(`${delta === null ? 'does not read' : 'reads'} ${what}`, () => {
      if (delta === null) expect(() => readDenyList(body)).to.throw(RangeError);
      else expect(isDelta(readDenyList(body))).to.equal(delta);
    });
  }
});
