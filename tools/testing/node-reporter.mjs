// How node's test runner reports to `npm test`: a line a file, failures whole, and the counts into SITECODE_TALLY.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** A line that says only that another test has ended, to `npm test`, which would take a silent process for stuck. */
export const goesOn = '\u0006';

/** What node says of the tests that were not asked for by name. */
const unwanted = 'test name does not match pattern';

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* report(events) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const files = new Map();
  const of = (data) => {
    // `npm test` runs a bundle, and names the file it was made of.
    const name =
      process.env['SITECODE_TEST_FILE'] ?? (data.file ? relative(process.cwd(), data.file) : 'tests');
    if (!files.has(name)) files.set(name, { passed: 0, failed: 0, ms: 0, output: '', path: [] });
    return [name, files.get(name)];
  };
  let current;
  for await (const { type, data } of events) {
    if (type === 'test:stdout' || type === 'test:stderr') {
      of(data)[1].output += data.message;
      continue;
    }
    if (type === 'test:start') of(data)[1].path[data.nesting] = data.name;
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const [name, file] = of(data);
    if (process.env['SITECODE_TEST_FILE']) yield `${goesOn}\n`;
    if (current && current !== name) yield lineOf(current, files.get(current));
    current = name;
    const isSuite = data.details?.type === 'suite';
    if (data.nesting === 0) file.ms += data.details?.duration_ms ?? 0;
    if (type === 'test:pass') {
      if (isSuite || data.skip === unwanted) continue;
      if (data.skip !== undefined || data.todo !== undefined) tally.skipped++;
      else {
        tally.passed++;
        file.passed++;
      }
      continue;
    }
    // A suite or a test fails with the tests in it: those were counted and shown.
    if (data.details?.error?.failureType === 'subtestsFailed') continue;
    tally.failed++;
    file.failed++;
    const path = [...file.path.slice(0, data.nesting), data.name].join(' > ');
    yield `  FAILED  ${name}: ${path}\n${indent(whyOf(data.details?.error))}\n`;
  }
  if (current && (files.get(current).passed || files.get(current).failed))
    yield lineOf(current, files.get(current));
  const target = process.env['SITECODE_TALLY'];
  if (target) writeFileSync(target, JSON.stringify(tally));
}

function lineOf(name, { passed, failed, ms, output }) {
  const seconds = (ms / 1000).toFixed(1);
  if (failed === 0) return `  ok      ${name} (${passed}, ${seconds} s)\n`;
  const said = output.trim() ? `${indent(output.trim())}\n` : '';
  return `${said}  FAILED  ${name} (${passed} passed, ${failed} failed, ${seconds} s)\n`;
}

function whyOf(error) {
  const cause = error?.cause ?? error;
  return cause?.stack ?? cause?.message ?? String(cause);
}

function indent(text) {
  return text.replaceAll(/^/gm, '          ');
}
