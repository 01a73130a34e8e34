import { joins } from '../credential/combine.ts';
import { colours, testResults } from '../person/health-status.ts';
import { directions } from './scan.ts';
import { groupName, type ScanRow } from './scan-row.ts';
import { credentialKinds } from '../credential/verification.ts';

const first = Date.UTC(2024, 0, 1);
const last = Date.UTC(2100, 0, 1);
const longestShowing = 120;

const number = '(?:0|[1-9][0-9]{0,8})';
const long = '(?:0|[1-9][0-9]{0,14})';
const orNull = (form: string): string => `(?:null|${form})`;
const oneOf = (values: readonly string[]): string => `(?:null|"(?:${values.join('|')})")`;
const truth = '(?:null|true|false)';
/** -4999 to 4999. */
const degrees = '(?:null|0|-?(?:[1-4][0-9]{0,3}|[5-9][0-9]{0,2}))';
const age = orNull('(?:0|[1-9][0-9]{0,5})');

/** In the order of domain/policy/recorded-facts.ts. */
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

/** Distance, formula and uncertainty of a measurement that decided (sealed-record.ts). */
const measurement = `\\[${orNull('(?:0|[1-9][0-9]{0,3})')},[01],${orNull('(?:0|[1-9][0-9]{0,3})')},null\\]`;

/** Direction, group and measurement, of which one at least is there: the long way writes none where all are missing. */
const group = '[1-9][0-9]{0,8}';
const measured = `(?:,${measurement})?`;
const later =
  `(?:"(?:${directions.join('|')})",${orNull(group)}${measured}|` +
  `null,(?:${group}${measured}|null,${measurement}))`;

// At each character there is one way to go on, and both ends are fixed: such an expression Go's engine, which is PocketBase's,
// follows in one pass, several times faster than one in which it may have to go back.
const form = new RegExp(
  `^\\[([12][0-9]{12}),([1-9][0-9]{0,8}),([1-9][0-9]{0,8}),(?:null|"([0-9a-f]{16})"),0,(${number}),` +
    `(\\[${number},${degrees},${degrees},${degrees},\\[\\],(?:null|"([0-9A-Za-z_-]*)"),"[0-9a-f]{8}",${long},` +
    `(?:null|${facts})(?:,null,(${later}))?\\])\\]$`,
);

/** Which way, and in which group, as `later` has them. */
function circumstances(detail: string, text: string): Pick<ScanRow, 'direction' | 'group'> {
  const direction = directions.find((one) => text.startsWith(`"${one}"`));
  const number = /^[^,]*,([1-9][0-9]*)/.exec(text)?.[1];
  // The page's start stands in quotes of its own before the facts, as nothing else of eight characters does.
  const boot = number === undefined ? undefined : /"([0-9a-f]{8})",[0-9]/.exec(detail)?.[1];
  return {
    ...(direction && { direction }),
    ...(boot !== undefined && { group: groupName(boot, number!) }),
  };
}

/** Reads whole numbers of which most are the one before, which that VM sees faster than it reads one. */
function numberReader(): (digits: string) => number {
  let last = '';
  let value = NaN;
  return (digits) => {
    if (digits !== last) {
      last = digits;
      value = Number(digits);
    }
    return value;
  };
}
const siteOf = numberReader();
const deviceOf = numberReader();
const policyOf = numberReader();

/**
 * Nearly every record of a day is the same kind of scan: a proved credential, all facts in their usual ranges, admitted.
 * One expression reads and judges its text (`packScan`) at once, which costs the server a tenth of taking it apart value by
 * value. Whatever it does not know is left to `unpackScan` and `faultInScan`: it accepts nothing that those would not.
 * @param seq the record's place in its chain
 * @returns null for every other text
 */
export function ordinaryScan(text: string, seq: number): ScanRow | null {
  const found = form.exec(text);
  if (found === null) return null;
  if (found[7] !== undefined && found[7].length > longestShowing) return null;
  const t = Number(found[1]);
  if (t < first || t > last) return null;
  return {
    seq,
    t,
    site: siteOf(found[2]!),
    device: deviceOf(found[3]!),
    pass: found[4] ?? null,
    outcome: 'admit',
    policy: policyOf(found[5]!),
    detail: found[6]!,
    ...(found[8] !== undefined && circumstances(found[6]!, found[8])),
  };
}
