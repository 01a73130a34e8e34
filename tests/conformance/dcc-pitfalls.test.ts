import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { certificateOf, kindUsage } from '../credentials/hcert/make-certificate.ts';
import {
  claimsOf,
  day,
  dccOf,
  makeHcert,
  noon,
  recovery,
  test as sample,
  testSigner,
  vaccination,
  type Making,
  type TestSigner,
} from '../credentials/hcert/make-hcert.ts';
import { Raw, Tag, type Writable } from '../credentials/hcert/write-cbor.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';
import { put, run } from './run-conformance.ts';

/**
 * What trips verifiers in the public EU DCC test data, each with data of our own, in the set's own layout: only a part of
 * that set is at hand.
 */

const labels = (entries: [number, Writable][]): Map<number, Writable> => new Map(entries);
const numbers = { ES256: -7, PS256: -37 };
const dcc = (
  change: { [name: string]: Writable },
  claims: [number, Writable | undefined][] = [],
): Making => ({
  claims: claimsOf(labels([[1, dccOf(change)]]), claims),
});

/** A whole number as CBOR's double-precision float, as some signers write seconds. */
function float(value: number): Raw {
  const bytes = new Uint8Array(9);
  bytes[0] = 0xfb;
  new DataView(bytes.buffer).setFloat64(1, value);
  return new Raw(bytes);
}

let es: TestSigner;
let ps: TestSigner;

before(async () => {
  [es, ps] = await Promise.all([testSigner(), testSigner('PS256')]);
});

interface Stated {
  certificate?: Uint8Array | null;
  clock?: string | null;
  expected?: Record<string, unknown>;
}

/** A file of the set. */
function file(text: string | null, signer: TestSigner, stated: Stated = {}): string {
  const { certificate = signer.certificate, clock = new Date(noon).toISOString(), expected } = stated;
  return JSON.stringify({
    JSON: {},
    ...(text !== null && { PREFIX: text }),
    TESTCTX: {
      VERSION: 1,
      SCHEMA: '1.3.0',
      ...(certificate && { CERTIFICATE: Buffer.from(certificate).toString('base64') }),
      ...(clock !== null && { VALIDATIONCLOCK: clock }),
    },
    EXPECTEDRESULTS: expected ?? {
      EXPECTEDVERIFY: true,
      EXPECTEDDECODE: true,
      EXPECTEDEXPIRATIONCHECK: true,
    },
  });
}

/** The name of each file is its number in a country's folder, as in the set. */
async function folderOf(test: Parameters<typeof temporaryFolder>[0], files: string[]): Promise<string> {
  const folder = await temporaryFolder(test);
  for (const [at, one] of files.entries()) await put(folder, `XY/2DCode/raw/${at + 1}.json`, one);
  return folder;
}

describe('pitfalls of the EU DCC test data', () => {
  const forms: [what: string, making: (of: TestSigner) => Making][] = [
    [
      'the key id in the unprotected header',
      (of) => ({
        protectedHeader: labels([[1, numbers[of.algorithm]]]),
        unprotectedHeader: labels([[4, of.kid]]),
      }),
    ],
    [
      'the algorithm in the unprotected header',
      (of) => ({
        protectedHeader: labels([[4, of.kid]]),
        unprotectedHeader: labels([[1, numbers[of.algorithm]]]),
      }),
    ],
    [
      'both in the unprotected header, and nothing in the other',
      (of) => ({
        protectedHeader: new Uint8Array(),
        unprotectedHeader: labels([
          [1, numbers[of.algorithm]],
          [4, of.kid],
        ]),
      }),
    ],
    ['no tag around the message', () => ({ tags: [] })],
    ['two tags around it, 61 and 18', () => ({ tags: [61, 18] })],
    [
      'iat and exp as floats',
      () =>
        dcc({ v: [vaccination] }, [
          [6, float((noon - day) / 1000)],
          [4, float((noon + day) / 1000)],
        ]),
    ],
    [
      'iat and exp with fractions of a second',
      () =>
        dcc({ v: [vaccination] }, [
          [6, noon / 1000 - 0.125],
          [4, noon / 1000 + 0.5],
        ]),
    ],
    [
      'dates with CBOR’s tag 0',
      () => ({
        ...dcc({
          v: [{ ...vaccination, dt: new Tag(0, '2026-02-18T00:00:00Z') }],
          dob: new Tag(0, '1998-02-26'),
        }),
      }),
    ],
    [
      'times where days belong',
      () =>
        dcc({
          v: [{ ...vaccination, dt: '2026-02-18T09:30:00.000Z' }],
          dob: '1998-02-26T00:00:00.000+01:00',
        }),
    ],
    ['null in place of the groups it has not', () => dcc({ v: [vaccination], t: null, r: null })],
    ['empty lists in place of the groups it has not', () => dcc({ v: [], t: [sample], r: [] })],
    // No gate by the JSON schema: 152 files of one country are known to break it.
    [
      'contents that break the JSON schema',
      () =>
        dcc({
          ver: 'one',
          v: [{ ...vaccination, dn: '2', sd: null, co: 'Country', ci: '', extra: true }],
          dob: '',
          more: 1,
        }),
    ],
    ['a day of birth that is a year', () => dcc({ v: [vaccination], dob: '1998' })],
  ];
  for (const [what, making] of forms) {
    it(`holds with ${what}`, async (test) => {
      const texts = await Promise.all([es, ps].map((of) => makeHcert(of, making(of))));
      const folder = await folderOf(test, [file(texts[0]!, es), file(texts[1]!, ps)]);
      const { report, why } = await run('dcc', folder);
      assert.deepEqual([report?.cases, report?.passed], [2, 2], why.join('\n'));
    });
  }

  it('PS256 has a salt of 32 bytes, and no other', async (test) => {
    const invalid = { expected: { EXPECTEDVERIFY: false } };
    const folder = await folderOf(test, [
      file(await makeHcert(ps, { saltLength: 32 }), ps),
      file(await makeHcert(ps, { saltLength: 0 }), ps, invalid),
      file(await makeHcert(ps, { saltLength: 20 }), ps, invalid),
    ]);
    const { report, why } = await run('dcc', folder);
    assert.deepEqual([report?.cases, report?.passed], [3, 3], why.join('\n'));
  });

  it('a clock without a zone is UTC, wherever this runs', async (test) => {
    // It ends in the moment `noon`, 04:00Z; by the clock of Shanghai or New York it would be hours off.
    const ending = await makeHcert(es, dcc({ v: [vaccination] }, [[4, noon / 1000]]));
    const zone = process.env['TZ'];
    try {
      for (const tz of ['Asia/Shanghai', 'America/New_York', 'UTC']) {
        process.env['TZ'] = tz;
        const folder = await folderOf(test, [
          file(ending, es, { clock: '2026-05-20T04:00:00' }),
          file(ending, es, { clock: '2026-05-20T04:00:01', expected: { EXPECTEDEXPIRATIONCHECK: false } }),
        ]);
        const { report, why } = await run('dcc', folder);
        assert.deepEqual([report?.cases, report?.passed], [2, 2], `${tz}: ${why.join('\n')}`);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('a key limited by extended key usage signs its own kinds alone, by either spelling of its number', async (test) => {
    const groups = { vaccination: { v: [vaccination] }, test: { t: [sample] }, recovery: { r: [recovery] } };
    const kinds = ['vaccination', 'test', 'recovery'] as const;
    const files: string[] = [];
    for (const allowed of kinds) {
      const usage = kindUsage[allowed];
      for (const spelled of [usage, usage.replace('.4.1.', '.4.1.0.')]) {
        const limited = await testSigner('ES256', { usages: [spelled] });
        for (const kind of kinds) {
          const text = await makeHcert(limited, dcc(groups[kind]));
          const should = kind === allowed;
          files.push(file(text, limited, { expected: { EXPECTEDVERIFY: true, EXPECTEDKEYUSAGE: should } }));
        }
      }
    }
    const free = await testSigner('ES256', { usages: ['1.3.6.1.5.5.7.3.2'] });
    files.push(file(await makeHcert(free, dcc(groups.test)), free));
    const { report, why } = await run('dcc', await folderOf(test, files));
    assert.deepEqual([report?.cases, report?.passed], [19, 19], why.join('\n'));
  });

  it('scores what can be: not a case without its text, its certificate or a step that a text shows', async (test) => {
    const good = await makeHcert(es);
    const late = await makeHcert(es, dcc({ v: [vaccination] }, [[4, (noon - day) / 1000]]));
    const folder = await folderOf(test, [
      file(null, es),
      file(good, es, { certificate: null }),
      file(good, es, { expected: { EXPECTEDPICTUREDECODE: false } }),
      file(good, es, { expected: {} }),
      // Null and misspelt steps are none; the others of the case count.
      file(good, es, { expected: { EXPECTEDVERIFY: true, EXPECTEDDECODE: null, EXPTECTEDEXPIRED: true } }),
      // Without a clock: looked at in the moment of its issue, unless it is to have ended by now.
      file(late, es, { clock: null }),
      file(late, es, { clock: null, expected: { EXPECTEDEXPIRATIONCHECK: false } }),
      file(late, es, { clock: 'yesterday' }),
    ]);
    const { report, why } = await run('dcc', folder);
    assert.deepEqual([report?.cases, report?.passed], [4, 4], why.join('\n'));
  });

  it('the five faulty cases of the full set are named with reasons, and no other miss is excused', async (test) => {
    const folder = await temporaryFolder(test);
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, true, [
      'sign',
      'verify',
    ]);
    const certificate = await certificateOf(
      new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)),
      { notBefore: noon - day, notAfter: noon + day, usages: [], country: 'ES', organisation: 'P-384' },
    );
    const wrongCurve: TestSigner = { ...es, pair, certificate };
    const vaccinator = await testSigner('ES256', { usages: [kindUsage.vaccination] });
    const tested = await makeHcert(vaccinator, dcc({ t: [sample] }));
    for (const number of [401, 402, 403])
      await put(folder, `ES/2DCode/raw/${number}.json`, file(await makeHcert(wrongCurve), wrongCurve));
    for (const name of ['IS/2DCode/raw/3.json', 'LI/2DCode/raw/4.json'])
      await put(folder, name, file(tested, vaccinator));
    const faulty = await run('dcc', folder);
    assert.equal(faulty.clean, true, faulty.why.join('\n'));
    assert.equal(faulty.report?.missed.length, 5);
    assert.deepEqual(
      faulty.report.excused?.map(({ name }) => name).toSorted(),
      faulty.report.missed.toSorted(),
    );
    for (const { reason } of faulty.report.excused ?? []) assert.ok(reason.length > 20);
    await put(folder, 'ES/2DCode/raw/404.json', file(await makeHcert(wrongCurve), wrongCurve));
    const more = await run('dcc', folder);
    assert.equal(more.clean, false);
    assert.deepEqual([more.report?.failed, more.report?.excused?.length], [6, 5]);
  });
});
