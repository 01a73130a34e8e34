import { joins } from './combine.ts';
import { colours, testResults } from './health-status.ts';
import type { ScanRow } from './scan-row.ts';
import { credentialKinds } from './verification.ts';

const first = Date.UTC(2024, 0, 1);
const last = Date.UTC(2100, 0, 1);
const longestShowing = 120;

const number = '(?:0|[1-9][0-9]{0,8})';
const long = '(?:0|[1-9][0-9]{0,14})';
const orNull = (form: string): string => `(?:null|${form})`;
const oneOf = (values: readonly string[]): string => `(?:null|"(?:${values.join('|')})")`;
const truth = '(?:null|true|false)';
const degrees = '(?:null|0|-?[1-9][0-9]{0,2}|-?[1-4][0-9]{3})';
const age = orNull('(?:0|[1-9][0-9]{0,5})');

/** In the order of domain/recorded-facts.ts. */
const facts = `\\[${[
  '"proved"',
  oneOf(credentialKinds),
  truth,
  truth,
  truth,
  oneOf(colours),
  oneOf(testResults),
  age,
  orNull('(?:0|[1-9][0-9]?)'),
  truth,
  truth,
  degrees,
  age,
  age,
].join(',')}(?:,${oneOf(joins)})?\\]`;

// What stands before the showing, the showing, what stands after it: a short expression that can go only one way is several
// times faster in PocketBase's VM than a long one that may have to go back.
const head = new RegExp(
  `^\\[([12][0-9]{12}),([1-9][0-9]{0,8}),([1-9][0-9]{0,8}),(?:null|"([0-9a-f]{16})"),0,(${number}),` +
    `(\\[${number},${degrees},${degrees},${degrees},\\[\\],)`,
);
const showingForm = /^[0-9A-Za-z_-]*$/;
const tail = new RegExp(`^,"[0-9a-f]{8}",${long},(?:null|${facts})\\]\\]$`);

/**
 * Nearly every record of a day is the same kind of scan: a proved credential, all facts in their usual ranges, admitted.
 * Three expressions read and judge its text (`packScan`) at once, which costs the server a tenth of taking it apart value by
 * value. Whatever they do not know is left to `unpackScan` and `faultInScan`: they accept nothing that those would not.
 * @param seq the record's place in its chain
 * @returns null for every other text
 */
export function ordinaryScan(text: string, seq: number): ScanRow | null {
  const found = head.exec(text);
  if (found === null) return null;
  const at = found[0].length;
  let end = at + 'null'.length;
  if (text.startsWith('"', at)) {
    end = text.indexOf('"', at + 1) + 1;
    if (end === 0 || end - at - 2 > longestShowing || !showingForm.test(text.slice(at + 1, end - 1)))
      return null;
  } else if (!text.startsWith('null', at)) return null;
  if (!tail.test(text.slice(end))) return null;
  const t = Number(found[1]);
  if (t < first || t > last) return null;
  return {
    seq,
    t,
    site: Number(found[2]),
    device: Number(found[3]),
    pass: found[4] ?? null,
    outcome: 'admit',
    policy: Number(found[5]),
    detail: text.slice(at - found[6]!.length, -1),
  };
}
