import assert from 'node:assert/strict';
import { it } from 'node:test';
import { chaosCommand } from '../../tools/chaos/command.ts';

/** A few runs of what `npm run chaos` does hundreds of times. */
export function shortRun(kind: string, runs: number): void {
  it(`${kind}: every record is there once, and everything came up again by itself`, async () => {
    const said: string[] = [];
    const args = [kind, '--runs', String(runs), '--seed', '11'];
    const { counts, isSound } = await chaosCommand(args, (line) => said.push(line));
    assert.ok(isSound, `${JSON.stringify(counts)}\n${said.join('\n')}`);
    assert.ok(counts.scans > 0);
    assert.equal(counts.recovered, runs, said.join('\n'));
  });
}
