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
const facts = new RegExp(
  `^\\[${[
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
  ].join(',')}(?:,${oneOf(joins)})?\\]$`,
);

// The facts are looked at by themselves: PocketBase's VM is twice as fast with two short expressions as with one long one.
const form = new RegExp(
  `^\\[([12][0-9]{12}),([1-9][0-9]{0,8}),([1-9][0-9]{0,8}),(?:null|"([0-9a-f]{16})"),0,(${number}),` +
    `(\\[${number},${degrees},${degrees},${degrees},\\[\\],(?:null|"([0-9A-Za-z_-]*)"),"[0-9a-f]{8}",${long},` +
    `(null|\\[[^\\[\\]]*\\])\\])\\]$`,
);

/**
 * Nearly every record of a day is the same kind of scan: a proved credential, all facts in their usual ranges, admitted. Two
 * expressions read and judge its text (`packScan`) at once, which costs the server a tenth of taking it apart value by
 * value. Whatever they do not know is left to `unpackScan` and `faultInScan`: they accept nothing that those would not.
 * @param seq the record's place in its chain
 * @returns null for every other text
 */
export function ordinaryScan(text: string, seq: number): ScanRow | null {
  const found = form.exec(text);
  if (found === null) return null;
  if (found[8] !== 'null' && !facts.test(found[8]!)) return null;
  const t = Number(found[1]);
  if (t < first || t > last || (found[7]?.length ?? 0) > longestShowing) return null;
  return {
    seq,
    t,
    site: Number(found[2]),
    device: Number(found[3]),
    pass: found[4] ?? null,
    outcome: 'admit',
    policy: Number(found[5]),
    detail: found[6]!,
  };
}
