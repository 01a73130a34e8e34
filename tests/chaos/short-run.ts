import assert from 'node:assert/strict';
import { chaosCommand } from '../../tools/chaos/command.ts';

/** A few runs of what `npm run chaos` does hundreds of times. @returns the test's body */
export function shortRun(kind: string, runs: number): () => Promise<void> {
  return async () => {
    const said: string[] = [];
    const args = [kind, '--runs', String(runs), '--seed', '11'];
    const { counts, isSound } = await chaosCommand(args, (line) => said.push(line));
    assert.ok(isSound, `${JSON.stringify(counts)}\n${said.join('\n')}`);
    assert.ok(counts.scans > 0);
    assert.equal(counts.recovered, runs, said.join('\n'));
  };
}
