import { expect } from '@open-wc/testing';
import { hex } from '../../../src/domain/bytes/bytes.ts';
import {
  charterMessage,
  inForce,
  readCharter,
  tracingKey,
  type Charter,
} from '../../../src/domain/bundle/charter.ts';
import { testDistrict } from '../../support/district.ts';
import { rejection } from '../../support/rejection.ts';

describe('the message of a charter', () => {
  it('is its purpose and the very text', () => {
    expect(hex(charterMessage('{}'))).to.equal('485343312d63686172746572007b7d');
  });
});

describe('readCharter', () => {
  let whole: Charter;
  before(async () => {
    whole = (await testDistrict()).charter();
  });

  it('reads a whole charter as it was signed', () => {
    expect(readCharter(JSON.stringify(whole))).to.deep.equal(whole);
  });

  for (const text of ['', '{', 'null', '5', '"charter"', '[]', '{}', 'true']) {
    it(`refuses the text ${JSON.stringify(text)}`, () => {
      expect(() => readCharter(text)).to.throw(RangeError, 'charter');
    });
  }

  const keyFaults: [name: string, values: unknown[]][] = [
    ['id', [undefined, '7', -1, 256, 1.5]],
    ['point', [undefined, 7, '', 'A'.repeat(86), 'A'.repeat(88)]],
    ['notBefore', [undefined, null, '2026', 1.5]],
    ['notAfter', [undefined, null, '2026', 1.5]],
  ];
  const faults: [path: string, values: unknown[]][] = [
    ['version', [undefined, '1', 1.5, -1, null]],
    ['issuedAt', [undefined, '2026-05-20', null, -1]],
    ['expiresAt', [undefined, null, 1.5]],
    ['district', [undefined, null, 'Test']],
    ['district.demo', [undefined, 'false', 0, null]],
    ['district.name', [undefined, null, 'Test']],
    ['district.name.en', [undefined, 5]],
    ['district.name.zh-CN', [undefined, null]],
    ['officials.0.name', [undefined, 5]],
    ...['officials', 'issuers', 'siteCodeKeys', 'wordKeys', 'ingestKeys'].flatMap(
      (list): [string, unknown[]][] => [
        [list, [undefined, null, {}]],
        [`${list}.0`, [null, 7, {}]],
        ...keyFaults.map(([name, values]): [string, unknown[]] => [`${list}.0.${name}`, values]),
      ],
    ),
  ];
  for (const [path, values] of faults) {
    it(`refuses a charter whose ${path} is missing or wrong, and says which part`, () => {
      for (const value of values) {
        const copy = structuredClone(whole) as unknown as Record<string, unknown>;
        const names = path.split('.');
        const last = names.pop()!;
        let part = copy;
        for (const name of names) part = part[name] as Record<string, unknown>;
        if (value === undefined) delete part[last];
        else part[last] = value;
        expect(() => readCharter(JSON.stringify(copy)), JSON.stringify(value)).to.throw(
          RangeError,
          path.split('.')[0]!,
        );
      }
    });
  }

  it('lets parts of later versions pass', () => {
    expect(readCharter(JSON.stringify({ ...whole, note: 'later' })).version).to.equal(1);
  });
});

describe('inForce', () => {
  it('holds from the first moment until just before the last', () => {
    const key = { notBefore: 100, notAfter: 200 };
    expect([99, 100, 199, 200].map((at) => inForce(key, at))).to.deep.equal([false, true, true, false]);
    expect(inForce(key, NaN)).to.equal(false);
  });
});

describe('custody in a charter', () => {
  const key = { id: 1, point: 'A'.repeat(87), notBefore: 0, notAfter: 1 };
  const custody: Partial<Charter> = {
    tracingKeys: [key, { ...key, id: 2, point: 'B'.repeat(87) }],
    escrowKey: { id: 1, point: key.point },
    custodians: [{ ...key, name: 'First', account: 'abcdefghij01234' }],
  };
  const read = async (change: object) =>
    readCharter(JSON.stringify({ ...(await testDistrict()).charter(), ...custody, ...change }));

  it('is read; identities are sealed to the last generation, and to none where there is none', async () => {
    expect(tracingKey(await read({}))).to.deep.equal({ generation: 2, point: 'B'.repeat(87) });
    expect(tracingKey(await read({ tracingKeys: undefined }))).to.equal(null);
    expect(tracingKey(await read({ tracingKeys: [] }))).to.equal(null);
  });

  const faults: [part: string, change: object][] = [
    ['tracingKeys', { tracingKeys: [{ ...key, id: 2 }, key] }],
    ['tracingKeys', { tracingKeys: [key, key] }],
    ['tracingKeys', { tracingKeys: [{ ...key, point: 'A' }] }],
    ['tracingKeys', { tracingKeys: {} }],
    ['escrowKey', { escrowKey: { id: 1 } }],
    ['escrowKey', { escrowKey: null }],
    ['custodians', { custodians: [7] }],
    ['custodians', { custodians: {} }],
    ['custodians.name', { custodians: [key] }],
    ['custodians.account', { custodians: [{ ...key, name: 'First', account: 'x' }] }],
  ];
  for (const [part, change] of faults)
    it(`is refused where ${part} is wrong: ${JSON.stringify(change).slice(0, 60)}`, async () => {
      const fault = await rejection(read(change));
      expect(fault).to.be.instanceOf(RangeError);
      expect(fault.message).to.contain(part);
    });
});
