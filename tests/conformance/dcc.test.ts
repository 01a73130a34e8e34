import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { clockOf } from '../../tools/conformance/dcc-cases.ts';
import { kindUsage } from '../credentials/hcert/make-certificate.ts';
import {
  claimsOf,
  day,
  dccOf,
  makeHcert,
  noon,
  pem,
  test as sample,
  testSigner,
  type TestSigner,
} from '../credentials/hcert/make-hcert.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';
import { put, run, runTool } from './run-conformance.ts';

interface Case {
  text: string;
  signer: TestSigner;
  expected: Record<string, boolean>;
  clock?: string;
  certificate?: string;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const clock = new Date(noon).toISOString();
const past = new Date(noon - 400 * day).toISOString();

/** A case as a file of the original layout. */
function file({ text, signer, expected, ...stated }: Case): string {
  return JSON.stringify({
    JSON: { ver: '1.3.0' },
    PREFIX: text,
    TESTCTX: {
      VERSION: 1,
      SCHEMA: '1.3.0',
      CERTIFICATE: stated.certificate ?? base64(signer.certificate),
      ...('clock' in stated && stated.clock === undefined ? {} : { VALIDATIONCLOCK: stated.clock ?? clock }),
    },
    EXPECTEDRESULTS: expected,
  });
}

/** The same as a line of a .jsonl file. */
function line(name: string, { text, signer, expected }: Case): string {
  return JSON.stringify({ file: name, text, certificate: base64(signer.certificate), clock, expected });
}

let signer: TestSigner;
let rsa: TestSigner;
let stranger: TestSigner;
let good: string;

before(async () => {
  [signer, rsa, stranger] = await Promise.all([testSigner(), testSigner('PS256'), testSigner()]);
  good = await makeHcert(signer);
});

const holds = { EXPECTEDVERIFY: true, EXPECTEDDECODE: true, EXPECTEDEXPIRATIONCHECK: true };

describe('the EU DCC test data', () => {
  it('is run from a folder of the original layout', async (test) => {
    const folder = await temporaryFolder(test);
    const limited = await testSigner('ES256', { usages: [kindUsage.vaccination] });
    const testText = await makeHcert(limited, { claims: claimsOf(new Map([[1, dccOf({ t: [sample] })]])) });
    const ended = await makeHcert(signer, {
      claims: claimsOf(new Map([[1, dccOf()]]), [
        [6, 1e9],
        [4, 1.1e9],
      ]),
    });
    const cases: Record<string, Case> = {
      'AA/2DCode/raw/1.json': { text: good, signer, expected: holds },
      'AA/2DCode/raw/2.json': { text: await makeHcert(rsa), signer: rsa, expected: holds },
      'AA/1.3.0/2DCode/Raw/10.json': { text: good, signer: stranger, expected: { EXPECTEDVERIFY: false } },
      'common/2DCode/raw/K1.json': { text: testText, signer: limited, expected: { EXPECTEDKEYUSAGE: false } },
      'common/2DCode/raw/H1.json': { text: good.slice(4), signer, expected: { EXPECTEDUNPREFIX: false } },
      'common/2DCode/raw/E1.json': {
        text: good,
        signer,
        expected: { EXPECTEDEXPIRATIONCHECK: false },
        clock: past,
      },
      // Its clock is another test's: without the step, time is not judged.
      'common/2DCode/raw/E2.json': { text: good, signer, expected: { EXPECTEDVERIFY: true }, clock: past },
      'common/2DCode/raw/E3.json': {
        text: good,
        signer,
        expected: { EXPECTEDVERIFY: true },
        clock: undefined as never,
      },
      'common/2DCode/raw/E4.json': { text: good, signer, expected: holds, clock: undefined as never },
      'common/2DCode/raw/E5.json': {
        text: ended,
        signer,
        expected: { EXPECTEDEXPIRATIONCHECK: false },
        clock: undefined as never,
      },
      // What lies beside the code differs from it: the code itself is genuine.
      'common/2DCode/raw/S1.json': {
        text: good,
        signer,
        expected: { EXPECTEDVERIFY: true, EXPECTEDSCHEMAVALIDATION: false, EXPECTEDVALIDJSON: false },
      },
      'common/2DCode/raw/P1.json': {
        text: good,
        signer,
        expected: holds,
        certificate: pem(signer.certificate),
      },
    };
    for (const [name, one] of Object.entries(cases)) await put(folder, name, file(one));
    // Not scorable: no text, no certificate, nothing that a text can show; and files that are no cases.
    await put(folder, 'AA/2DCode/raw/3.json', file({ text: '', signer, expected: holds }));
    await put(folder, 'AA/2DCode/raw/4.json', file({ text: good, signer, expected: holds, certificate: '' }));
    await put(
      folder,
      'AA/2DCode/raw/5.json',
      file({ text: good, signer, expected: { EXPECTEDPICTUREDECODE: false } }),
    );
    await put(folder, 'AA/2DCode/raw/broken.json', '{ "PREFIX": ');
    await put(folder, 'schema/1.3.0.json', '{}');
    await put(folder, 'README.md', '# data');
    const { clean, report, why } = await run('dcc', folder);
    assert.deepEqual(report, { set: 'dcc', cases: 12, passed: 12, failed: 0, missed: [] }, why.join('\n'));
    assert.equal(clean, true);
  });

  it('is run from lines, and a byte order mark or an empty line is no fault', async (test) => {
    const folder = await temporaryFolder(test);
    const lines = [
      line('AA/1.json', { text: good, signer, expected: holds }),
      '',
      line('AA/2.json', { text: 'HC1:', signer, expected: { EXPECTEDB45DECODE: false } }),
    ];
    const path = await put(folder, 'cases.jsonl', `\ufeff${lines.join('\r\n')}\n`);
    assert.equal((await run('dcc', path)).report?.passed, 2);
    assert.equal((await run('dcc', folder)).report?.passed, 2);
  });

  it('names what was missed, in the order of its numbers, and fails', async (test) => {
    const folder = await temporaryFolder(test);
    // Wrongly labelled on purpose: what holds is said to fail, and the other way round.
    await put(
      folder,
      'AA/2DCode/raw/10.json',
      file({ text: good, signer, expected: { EXPECTEDVERIFY: false } }),
    );
    await put(folder, 'AA/2DCode/raw/9.json', file({ text: good, signer: stranger, expected: holds }));
    await put(
      folder,
      'AA/2DCode/raw/1.json',
      file({ text: good, signer, expected: { ...holds, EXPECTEDUNPREFIX: false } }),
    );
    await put(folder, 'AA/2DCode/raw/2.json', file({ text: good, signer, expected: holds }));
    await put(
      folder,
      'AA/2DCode/raw/11.json',
      file({ text: good, signer, expected: { EXPECTEDSCHEMAVALIDATION: false } }),
    );
    const { clean, report, why } = await run('dcc', folder);
    const missed = [
      'AA/2DCode/raw/1.json',
      'AA/2DCode/raw/9.json',
      'AA/2DCode/raw/10.json',
      'AA/2DCode/raw/11.json',
    ];
    assert.deepEqual(report, { set: 'dcc', cases: 5, passed: 1, failed: 4, missed });
    assert.equal(clean, false);
    assert.deepEqual(why, [
      'AA/2DCode/raw/1.json: expected to fail at UNPREFIX, found proved',
      'AA/2DCode/raw/9.json: expected to hold, found unknown-issuer (no-such-key)',
      'AA/2DCode/raw/10.json: expected to fail at VERIFY, found proved',
      'AA/2DCode/raw/11.json: expected to fail at SCHEMAVALIDATION, found proved',
    ]);
    const tool = await runTool('dcc', folder);
    assert.equal(tool.code, 1);
    assert.deepEqual(
      tool.lines.slice(0, -1),
      why.map((line) => `missed ${line}`),
    );
    assert.deepEqual(JSON.parse(tool.lines.at(-1)!), report);
  });

  it('excuses named faulty cases, at most five, and still counts them as missed', async (test) => {
    const folder = await temporaryFolder(test);
    await put(
      folder,
      'set/AA/2DCode/raw/1.json',
      file({ text: good, signer, expected: { EXPECTEDVERIFY: false } }),
    );
    await put(folder, 'set/AA/2DCode/raw/2.json', file({ text: good, signer, expected: holds }));
    const excuse = { name: 'AA/2DCode/raw/1.json', reason: 'signed after all' };
    const list = await put(
      folder,
      'list.json',
      JSON.stringify([excuse, { name: 'BB/1.json', reason: 'not here' }]),
    );
    const { clean, report } = await run('dcc', `${folder}/set`, '--list-excused', list);
    assert.deepEqual(report, {
      set: 'dcc',
      cases: 2,
      passed: 1,
      failed: 1,
      missed: [excuse.name],
      excused: [excuse],
    });
    assert.equal(clean, true);
    const none = await put(folder, 'none.json', '[]');
    assert.equal((await run('dcc', `${folder}/set`, '--list-excused', none)).clean, false);
    const six = await put(folder, 'six.json', JSON.stringify(Array.from({ length: 6 }, () => excuse)));
    assert.match((await run('dcc', folder, '--list-excused', six)).why[0]!, /names 6; at most 5/);
    const reasonless = await put(folder, 'bad.json', JSON.stringify([{ name: 'AA/1.json' }]));
    assert.match((await run('dcc', folder, '--list-excused', reasonless)).why[0]!, /"name", "reason"/);
  });

  it('says plainly what it cannot run', async (test) => {
    const folder = await temporaryFolder(test);
    const plain: [string[], RegExp][] = [
      [[], /Usage:/],
      [['pdf', folder], /Usage:/],
      [['dcc'], /Usage:/],
      [['dcc', folder, '--wrong'], /Usage:/],
      [['dcc', `${folder}/nowhere`], /There is no /],
      [['dcc', folder], /holds no case/],
    ];
    for (const [options, message] of plain) {
      const { clean, report, why } = await run(...options);
      assert.match(why.join('\n'), message);
      assert.equal(report, null);
      assert.equal(clean, false);
    }
    const tool = await runTool('dcc', folder);
    assert.equal(tool.code, 1);
    assert.match(tool.complaint, /^\n.* holds no case .*\n$/);
  });
});

describe("a case's clock", () => {
  const clocks: [text: string, iso: string | null][] = [
    ['2021-05-03T18:00:00Z', '2021-05-03T18:00:00.000Z'],
    ['2021-05-03T20:00:00+02:00', '2021-05-03T18:00:00.000Z'],
    ['2021-05-03T20:00:00+0200', '2021-05-03T18:00:00.000Z'],
    ['2021-05-03T18:00:00', '2021-05-03T18:00:00.000Z'],
    ['2021-06-08T20:17:27.9906293Z', '2021-06-08T20:17:27.990Z'],
    ['2021-05-25T12:00:00.085231', '2021-05-25T12:00:00.085Z'],
    ['2021-05-03T18:00Z', '2021-05-03T18:00:00.000Z'],
    ['tomorrow', null],
    ['2021-05-03', null],
  ];
  for (const [text, iso] of clocks) {
    it(`${text} is ${iso ?? 'none'}`, () => {
      const at = clockOf(text);
      assert.equal(at === null ? null : new Date(at).toISOString(), iso);
    });
  }
});
