import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { auditText, type AuditHead } from '../../../src/domain/access/audit-chain.ts';
import { auditExportColumns } from '../../../src/domain/access/audit-export.ts';
import { csvLine, csvStart } from '../../../src/domain/text/csv.ts';
import { readAuditFile } from '../../../tools/audit/audit-file.ts';
import { checkChain, type Checked } from '../../../tools/audit/check-chain.ts';
import { headsOfBackups } from '../../../tools/audit/verify-audit.ts';
import { seeded } from '../../support/seeded.ts';

type Cells = (string | number | null)[];

/** A log as the server exports one. @param told what its third entry says */
function log(count: number, told = 'override:3'): { lines: Cells[]; heads: AuditHead[] } {
  const heads: AuditHead[] = [];
  const lines: Cells[] = [[null, null, null, 'audit.form', null, null, JSON.stringify({ keyedUntil: 1 })]];
  let hash = '';
  for (let seq = 1; seq <= count; seq++) {
    const subject = seq === 3 ? told : `a "subject", ${seq}`;
    const entry = {
      seq,
      at: 1_790_000_000_000 + seq,
      actor: 'staff:a',
      action: 'override.end',
      subject,
      // Entries of before say nothing of it.
      held: seq > 4 ? 'tracer in North' : '',
    } as const;
    const text = auditText(entry, hash);
    // The first is of an earlier version: its hash is under a key that nobody here has.
    hash = seq === 1 ? 'ab'.repeat(32) : createHash('sha256').update(text).digest('hex');
    heads.push({ seq, hash });
    lines.push([
      seq,
      new Date(entry.at).toISOString(),
      entry.actor,
      entry.action,
      subject,
      hash,
      text,
      entry.held || null,
    ]);
  }
  return { lines, heads };
}

const csv = (lines: readonly Cells[]) => csvStart + [[...auditExportColumns], ...lines].map(csvLine).join('');
const check = (lines: readonly Cells[], others: Parameters<typeof checkChain>[1] = []): Checked =>
  checkChain(readAuditFile(csv(lines)), others);

describe('an exported audit log', () => {
  it('holds when every entry follows on the one before it', () => {
    assert.deepEqual(check(log(9).lines), {
      first: 1,
      last: 9,
      proved: 8,
      held: new Map([['tracer in North', 5]]),
      keyed: 1,
      heads: 0,
      faults: [],
    });
  });

  it('of an earlier version lacks the column of what somebody acted as, and holds', () => {
    const old = [auditExportColumns, ...log(4).lines].map((cells) => csvLine(cells.slice(0, 7))).join('');
    assert.deepEqual(checkChain(readAuditFile(csvStart + old)).faults, []);
  });

  it('may begin later: what came before is named by its first entry', () => {
    const { lines } = log(9);
    assert.deepEqual(check([lines[0]!, ...lines.slice(4)]).faults, []);
  });

  const wrong: [string, (lines: Cells[]) => Cells[], RegExp][] = [
    ['an entry taken out', (lines) => lines.toSpliced(4, 1), /a gap: entry 4 is missing/],
    ['several taken out', (lines) => lines.toSpliced(4, 3), /a gap: entries 4 to 6 are missing/],
    [
      'two in another order',
      (lines) => lines.toSpliced(4, 2, lines[5]!, lines[4]!),
      /entry 4 comes after entry 5/,
    ],
    ['an entry twice', (lines) => [...lines, lines[5]!], /entry 5 stands there twice/],
    ['two entries of one number', (lines) => [...lines, log(9, 'x').lines[5]!], /entry 5 forks/],
    [
      'a changed text',
      (lines) => lines.with(4, lines[4]!.with(6, String(lines[4]![6]).replace('staff:a', 'staff:b'))),
      /entry 4 was changed/,
    ],
    [
      'a changed text with a hash of its own',
      (lines) => {
        const text = String(lines[4]![6]).replace('staff:a', 'staff:b');
        const hash = createHash('sha256').update(text).digest('hex');
        return lines.with(4, lines[4]!.with(5, hash).with(6, text));
      },
      /entry 5 does not follow on entry 4/,
    ],
    [
      'another role than the actor had',
      (lines) => lines.with(7, lines[7]!.with(6, String(lines[7]![6]).replace('tracer', 'auditor'))),
      /entry 7 was changed/,
    ],
    ['a line of nothing', (lines) => lines.with(4, ['x', '', '', '', '', '', '']), /Line 6: it is neither/],
  ];
  for (const [what, change, message] of wrong) {
    it(`does not hold with ${what}`, () => {
      const { faults } = check(change(log(9).lines));
      assert.ok(
        faults.some((fault) => message.test(fault)),
        faults.join('\n'),
      );
    });
  }

  it('that was written anew from an entry on does not fit heads from elsewhere', () => {
    const before = log(9);
    const anew = log(9, 'nothing');
    assert.deepEqual(check(anew.lines).faults, [], 'by itself it holds');
    const others = [before.heads[1]!, before.heads[6]!].map((head) => ({ ...head, from: 'bundle 7' }));
    const { faults, heads } = check(anew.lines, others);
    assert.deepEqual(faults, ['Entry 7 forks: bundle 7 has it with another hash.']);
    assert.equal(heads, 1);
  });

  it('that was cut off at its end is shown by a head of later', () => {
    const { lines, heads } = log(9);
    const { faults } = check(lines.slice(0, 6), [{ ...heads[8]!, from: 'the backup b.zip.age' }]);
    assert.match(faults[0]!, /The log ends at entry 5: the backup b\.zip\.age knows entry 9/);
  });

  it('is never read wrong, whatever bytes there are: it is refused or its faults are named', () => {
    const random = seeded(20261130);
    const good = csv(log(6).lines);
    for (let round = 0; round < 3000; round++) {
      const at = random.below(good.length);
      const junk = new TextDecoder().decode(random.bytes(random.below(6)));
      const changed = good.slice(0, at) + junk + good.slice(at + random.below(4));
      if (changed === good) continue;
      let checked: Checked;
      try {
        checked = checkChain(readAuditFile(changed));
      } catch (error) {
        assert.match(String(error), /no exported audit log/);
        continue;
      }
      // The cells beside the chained text, the line of the form and the end may differ: what counts is in the text.
      assert.ok(checked.proved <= 5 && checked.keyed <= 6);
      const texts = readAuditFile(changed).entries.map(({ text }) => text);
      const whole = readAuditFile(good).entries.map(({ text }) => text);
      if (checked.faults.length === 0 && checked.keyed === 1)
        for (const text of texts.slice(1)) assert.ok(whole.includes(text), text);
    }
  });
});

describe('the list of heads beside backups', () => {
  it('is read, and a line that is none is named', () => {
    const hash = 'cd'.repeat(32);
    assert.deepEqual(headsOfBackups(`a.zip.age 7 ${hash}\n`, 'list'), [
      { seq: 7, hash, from: 'the backup a.zip.age' },
    ]);
    assert.throws(() => headsOfBackups(`a 7 ${hash}\nb 8 x\n`, 'list'), /list, line 2/);
  });
});
