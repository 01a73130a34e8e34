// How the browser test runner reports to `npm test`: a line a file, failures whole with what the page logged, and the
// counts into SITECODE_TALLY.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/** @returns a reporter of @web/test-runner */
export function compactReporter() {
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const tally = countAll(sessionsForTestFile);
      // None of its tests has the wanted name.
      if (tally.passed + tally.failed + tally.skipped === 0) return;
      const name = relative(process.cwd(), testFile);
      const ms = Math.max(...sessionsForTestFile.map((session) => durationOf(session.testResults)));
      const seconds = (ms / 1000).toFixed(1);
      if (tally.failed === 0) {
        console.log(`  ok      ${name} (${tally.passed}, ${seconds} s)`);
        return;
      }
      for (const session of sessionsForTestFile) printFailures(name, session);
      console.log(`  FAILED  ${name} (${tally.passed} passed, ${tally.failed} failed, ${seconds} s)`);
    },
    stop({ sessions }) {
      const target = process.env['SITECODE_TALLY'];
      if (!target) return;
      const failedFiles = sessions
        .map((session) => ({ file: relative(process.cwd(), session.testFile), tally: countAll([session]) }))
        .filter(({ tally }) => tally.failed > 0);
      writeFileSync(
        target,
        JSON.stringify({ ...countAll(sessions), ...(failedFiles.length > 0 && { failedFiles }) }),
      );
    },
  };
}

/** Of tests that are asked for by name, all others are skipped. */
const byName = 'name' in JSON.parse(process.env['SITECODE_UNIT'] ?? '{}');

function countAll(sessions) {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const session of sessions) {
    const before = tally.failed;
    for (const { test } of testsIn(session.testResults)) {
      if (test.skipped) tally.skipped += byName ? 0 : 1;
      else if (test.passed) tally.passed++;
      else tally.failed++;
    }
    // A file that did not load has no test to fail.
    if (!session.passed && tally.failed === before) tally.failed++;
  }
  return tally;
}

function* testsIn(suite, path = []) {
  if (!suite) return;
  for (const test of suite.tests) yield { test, path: [...path, test.name] };
  for (const inner of suite.suites) yield* testsIn(inner, [...path, inner.name]);
}

function durationOf(suite) {
  return [...testsIn(suite)].reduce((sum, { test }) => sum + (test.duration ?? 0), 0);
}

function printFailures(name, session) {
  for (const { test, path } of testsIn(session.testResults)) {
    if (test.passed || test.skipped) continue;
    console.log(`  FAILED  ${name}: ${path.join(' > ')}\n${indent(textOf(test.error))}`);
  }
  for (const error of session.errors ?? []) console.log(indent(textOf(error)));
  for (const url of session.request404s ?? []) console.log(indent(`not found: ${url}`));
  for (const log of session.logs ?? []) console.log(indent(`page: ${log.map(String).join(' ')}`));
}

function textOf(error) {
  if (!error) return 'no reason given';
  const values = error.expected === undefined ? '' : `\nexpected ${error.expected}\nactual   ${error.actual}`;
  return `${error.name ? `${error.name}: ` : ''}${error.message ?? ''}${values}${error.stack ? `\n${error.stack}` : ''}`;
}

function indent(text) {
  return text.replaceAll(/^/gm, '          ');
}
