import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAnswer } from '../support/samples/sample-cards.ts';
import { temporaryFolder } from '../tools/temporary-folder.ts';
import { put, run } from './run-conformance.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('frames of serial devices', () => {
  it('are read whole and in pieces, and never as something else', async (test) => {
    const folder = await temporaryFolder(test);
    await put(folder, 'card.hex', hex(readAnswer('J')));
    await put(folder, 'forehead.hex', '5A 5A 45 04 0E 44 09 C4 1C');
    const { report } = await run('serial', folder, '--rounds', '5');
    assert.deepEqual(report, { set: 'serial', cases: 62, passed: 62, failed: 0, missed: [] });
  });

  it('are missed where no driver reads them', async (test) => {
    const folder = await temporaryFolder(test);
    await put(folder, 'wrong-sum.hex', '5A 5A 45 04 0E 44 09 C4 1D');
    const { report } = await run('serial', folder);
    assert.deepEqual(report, { set: 'serial', cases: 1, passed: 0, failed: 1, missed: ['wrong-sum'] });
  });

  it('must be hexadecimal text', async (test) => {
    const folder = await temporaryFolder(test);
    await put(folder, 'odd.hex', 'ABC');
    assert.match((await run('serial', folder)).why[0]!, /odd\.hex/);
    assert.match((await run('serial', await temporaryFolder(test))).why[0]!, /no file that ends with \.hex/);
  });
});
