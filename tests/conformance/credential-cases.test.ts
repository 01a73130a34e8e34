import assert from 'node:assert/strict';
import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectFolder } from '../../tools/places.ts';
import { makeHcert, noon, testSigner } from '../credentials/hcert/make-hcert.ts';
import {
  bundleOf,
  cardClaims,
  cardIssuer,
  numericChunks,
  patient,
  result,
  signCard,
} from '../credentials/smart-health-card/make-card.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';
import { put, runTool } from './run-conformance.ts';

/** Credentials that were once judged wrongly, signed with keys of tests alone. */
const cases = join(projectFolder, 'tests', 'conformance', 'credential-cases');

interface Counts {
  cases: number;
  right: number;
  wrong: string[];
}

async function judge(
  folder: string,
): Promise<{ counts: Counts; why: string; code: number; complaint: string }> {
  const { code, lines, complaint } = await runTool('cases', folder);
  return { counts: JSON.parse(lines.at(-1)!) as Counts, why: lines.slice(0, -1).join('\n'), code, complaint };
}

async function caseFile(id: string, change: Record<string, unknown> = {}): Promise<string> {
  const read = JSON.parse(await readFile(join(cases, `${id}.json`), 'utf8')) as Record<string, unknown>;
  return JSON.stringify({ ...read, ...change });
}

describe('credential cases', () => {
  it('of our own are all right', async () => {
    const { counts, why, code } = await judge(cases);
    assert.deepEqual(counts, { cases: 16, right: 16, wrong: [] }, why);
    assert.equal(code, 0);
  });

  it('are wrong when something else was expected, and say what was found', async (test) => {
    const folder = await temporaryFolder(test);
    const twoDoses = await caseFile('G-one-dose-two-zones');
    const changed: [id: string, content: string][] = [
      ['doses', await caseFile('H-dose-known-and-unknown-day', { expect: { mostDoses: 0 } })],
      ['name', await caseFile('S-name-old-first', { expect: { name: 'Ann Maiden' } })],
      ['refused', await caseFile('S-name-old-first', { expect: { refused: true } })],
      ['not-refused', await caseFile('H-crit', { expect: { refused: false } })],
      [
        'result',
        await caseFile('S-positive-with-local-code', { expect: { lastResult: ['negative', 'pending'] } }),
      ],
      ['one-of-two', await caseFile('S-name-old-first', { expect: { name: 'Ann Married', mostDoses: 0 } })],
      ['outcome', twoDoses.replace('["attend","refuse"]', '["admit"]')],
    ];
    for (const [id, content] of changed)
      await put(folder, `${id}.json`, content.replace(/"id":"[^"]+"/, `"id":"${id}"`));
    // Without what made it wrong the guard's joining admits: the outcome is that of the whole stop.
    await put(
      folder,
      'deeper/admitted.json',
      await caseFile('G-one-dose-two-zones', {
        limits: { requiredDoses: 1 },
        expect: { outcome: ['admit'] },
      }),
    );
    const { counts, why, code } = await judge(folder);
    assert.deepEqual(counts, { cases: 8, right: 1, wrong: changed.map(([id]) => id).toSorted() });
    assert.match(why, /wrong name: found .*"name":"Ann Married".*expected \{"name":"Ann Maiden"\}/);
    assert.equal(code, 1);
  });

  it('prove nothing by a clock that gives no number', async (test) => {
    const folder = await temporaryFolder(test);
    const expect = { refused: true, mostDoses: 0, lastResult: ['none'], outcome: ['attend', 'refuse'] };
    for (const id of ['S-name-old-first', 'H-antigen-word', 'G-one-dose-two-zones'])
      for (const now of ['NaN', 'Infinity', '-Infinity', -5, 0])
        await put(folder, `${id}${now}.json`, await caseFile(id, { now, expect }));
    const { counts, why } = await judge(folder);
    assert.deepEqual(counts.wrong, [], why);
  });

  it('count the codes of a split card as one proof, in any order and with others between', async (test) => {
    const folder = await temporaryFolder(test);
    const [signer, issuer] = await Promise.all([testSigner(), cardIssuer()]);
    const holder = { ...patient, name: [{ family: 'Musterfrau-Gößinger', given: ['Gabriele'] }] };
    const fhirBundle = bundleOf([{ ...holder, birthDate: '1998-02-26' }, result]);
    const credentialSubject = { fhirVersion: '4.0.1', fhirBundle };
    const card = await signCard(issuer, { claims: cardClaims({}, { credentialSubject }) });
    const [first, second, third] = numericChunks(card, 3);
    const doses = await makeHcert(signer);
    const orders = [
      [doses, third, first, second],
      [third, doses, first, second],
      [first, second, third, third, doses],
    ];
    for (const [index, foreignCodesShownBefore] of orders.entries()) {
      const value = {
        now: new Date(noon).toISOString(),
        foreignCodesShownBefore,
        trust: { entries: [signer.entry, issuer.entry] },
        ownPass: { maskedName: 'G*r', colour: 'green', lastResult: 'none', sampleTime: null, doses: 0 },
        limits: { requiredDoses: 2 },
        expect: { outcome: ['admit'], lastResult: ['negative'] },
      };
      await put(folder, `${index}.json`, JSON.stringify(value));
    }
    const { counts, why } = await judge(folder);
    assert.deepEqual(counts.wrong, [], why);
  });

  it('that are broken are wrong, with the reason, and stop nothing', async (test) => {
    const folder = await temporaryFolder(test);
    await cp(join(cases, 'H-crit.json'), join(folder, 'good.json'));
    const broken: [id: string, content: string, why: RegExp][] = [
      ['cut', '{"id":', /cut: it is no case/],
      ['list', '[]', /list: it is no case: the case is no object/],
      ['no-clock', await caseFile('H-crit', { now: 'soon' }), /"now" is neither a time/],
      ['no-codes', await caseFile('H-crit', { codes: undefined }), /neither "codes"/],
      ['codes', await caseFile('H-crit', { codes: [5] }), /"codes" is no list of texts/],
      ['no-trust', await caseFile('H-crit', { trust: null }), /"trust" is no object/],
      [
        'trust',
        await caseFile('H-crit', { trust: { entries: [{}], revocations: [] } }),
        /Entry 1 of the trust list/,
      ],
      ['limits', await caseFile('H-crit', { limits: { doses: 2 } }), /"limits": doses is wrong/],
      ['no-expect', await caseFile('H-crit', { expect: {} }), /"expect" demands nothing/],
      [
        'expect',
        await caseFile('H-crit', { expect: { colour: 'green' } }),
        /demands "colour", which is not known/,
      ],
      ['expect-kind', await caseFile('H-crit', { expect: { mostDoses: 'two' } }), /mostDoses is wrong/],
      ['own-pass', await caseFile('H-crit', { ownPass: { doses: 1 } }), /no maskedName/],
      [
        'own-pass-long',
        await caseFile('H-crit', { ownPass: { maskedName: 'far too long' } }),
        /could not be run/,
      ],
    ];
    for (const [id, content] of broken)
      await put(folder, `${id}.json`, content.replace(/"id":"[^"]+"/, `"id":"${id}"`));
    const { counts, why, code, complaint } = await judge(folder);
    counts.wrong.sort();
    assert.deepEqual(counts, {
      cases: broken.length + 1,
      right: 1,
      wrong: broken.map(([id]) => id).toSorted(),
    });
    for (const [, , reason] of broken) assert.match(why, reason);
    assert.deepEqual([code, complaint], [1, '']);
  });

  it('without a folder or a case are said to be missing', async (test) => {
    const folder = await temporaryFolder(test);
    assert.match((await runTool('cases', `${folder}/nowhere`)).complaint, /There is no folder/);
    assert.match((await runTool('cases', folder)).complaint, /holds no credential case/);
  });
});
