import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { allTargets, fuzzCommand, isSound } from '../../../tools/fuzz/command.ts';
import { fuzz, target, type Counts, type Target } from '../../../tools/fuzz/run.ts';
import { seeded, type Seeded } from '../../support/seeded.ts';

const silent = (): void => undefined;

/** What a run over one made-up target counts. */
async function counted(read: (input: number) => unknown, more: object = {}): Promise<[Counts, string[]]> {
  const told: string[] = [];
  const one = target({ name: 'made up', weight: 1, make: (chance) => chance.below(10), read, ...more });
  return [await fuzz([one], 5, seeded(1), (line) => told.push(line)), told];
}

/** Keeps the processor busy for so many ms of its own time, whatever else the machine does. */
function burn(ms: number): void {
  const before = process.cpuUsage();
  for (let used = 0; used < ms;) {
    for (let n = 0; n < 10_000; n++) Math.sqrt(n);
    const { user, system } = process.cpuUsage(before);
    used = (user + system) / 1000;
  }
}

const clean: Counts = { runs: 5, crashes: 0, hangs: 0, wrongAdmissions: 0 };

describe('the fuzzer', () => {
  it('finds nothing in 20,000 inputs', { timeout: 120_000 }, async () => {
    const told: string[] = [];
    const report = await fuzzCommand(['--runs', '20000', '--seed', '4'], (line) => told.push(line));
    assert.deepEqual(told, []);
    assert.deepEqual(report, { ...clean, runs: 20_000, seed: 4 });
    assert.equal(isSound(report), true);
  });

  it('takes an answer and a RangeError for what they are', async () => {
    assert.deepEqual((await counted((input) => input))[0], clean);
    const refusing = (): never => {
      throw new RangeError('Not a pass.');
    };
    assert.deepEqual((await counted(refusing))[0], clean);
  });

  const faults: [what: string, read: (input: number) => unknown, expected: Partial<Counts>, more?: object][] =
    [
      ['another error', () => (null as never as { x: 1 }).x, { crashes: 5 }],
      ['a rejection', () => Promise.reject(new TypeError('x')), { crashes: 5 }],
      [
        'a stack that overflows',
        () => {
          const deeper = (): number => deeper() + 1;
          return deeper();
        },
        { crashes: 5 },
      ],
      ['an array of no length', () => new Uint8Array(-1), { crashes: 5 }],
      [
        'a RangeError where none may be',
        () => new Uint8Array(1).with(2, 0),
        { crashes: 5 },
        { refusals: [] },
      ],
      ['a call of over 50 ms of the processor, three times', () => burn(60), { hangs: 5 }],
      [
        'a wrong answer',
        () => 'proved',
        { wrongAdmissions: 5 },
        { wrong: (found: string) => found === 'proved' },
      ],
    ];
  for (const [what, read, expected, more] of faults) {
    it(`counts ${what}, and prints the input`, async () => {
      const [counts, told] = await counted(read, more);
      assert.deepEqual(counts, { ...clean, ...expected });
      assert.equal(told.length, 5);
      assert.match(told[0]!, /made up: (crashes|hangs|wrongAdmissions): .* on \d$/s);
      assert.equal(isSound(counts), false);
    });
  }

  it('does not call a hang what only waits for the processor', async () => {
    const waiting = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 80));
    assert.deepEqual((await counted(waiting))[0], clean);
  });

  it('does not call one slow call a hang', async () => {
    const slow = new Set<number>();
    const [counts] = await counted((input) => {
      if (slow.has(input)) return;
      slow.add(input);
      burn(60);
    });
    assert.deepEqual(counts, clean);
  });

  it('notices what is written to what all objects inherit', async () => {
    const prototype = Object.prototype as unknown as Record<string, unknown>;
    try {
      const [counts, told] = await counted(() => (prototype['polluted'] = true));
      assert.equal(counts.crashes, 5);
      assert.match(told[0]!, /Object\.prototype was changed/);
    } finally {
      delete prototype['polluted'];
    }
  });

  it('notices a function that was replaced', async () => {
    const inherited: object = Array.prototype;
    const before = Object.getOwnPropertyDescriptor(inherited, 'join')!;
    try {
      const replaced = { ...before, value: (): string => 'polluted' };
      const [counts] = await counted(() => Object.defineProperty(inherited, 'join', replaced));
      assert.ok(counts.crashes > 0);
    } finally {
      Object.defineProperty(inherited, 'join', before);
    }
  });

  for (const args of [
    ['--runs', 'many'],
    ['--runs', '0'],
    ['--seed', '-1'],
    ['--only', 'nothing'],
    ['--what'],
  ])
    it(`refuses ${args.join(' ')}`, async () => {
      await assert.rejects(fuzzCommand(args, silent), { name: 'PlainError' });
    });
});

/** Whether a target reads any of 400 inputs without refusing it. */
async function readsSome(one: Target, chance: Seeded): Promise<boolean> {
  for (let run = 0; run < 400; run++) {
    const input = await one.make(chance);
    try {
      await one.read(input);
      return true;
    } catch {
      // Refused: the next one.
    }
  }
  return false;
}

describe('the targets of the fuzzer', () => {
  let targets: Target[];
  before(async () => {
    targets = await allTargets();
  });

  it('all read some of their inputs, so that what lies behind a first check is reached', async () => {
    const neverRead: string[] = [];
    for (const one of targets) {
      if (!(await readsSome(one, seeded(11)))) neverRead.push(one.name);
    }
    assert.deepEqual(neverRead, []);
  });

  it('are sound on a machine of another seed too', { timeout: 60_000 }, async () => {
    const told: string[] = [];
    await fuzz(targets, 3000, seeded(99), (line) => told.push(line));
    assert.deepEqual(told, []);
  });
});
