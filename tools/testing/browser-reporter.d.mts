interface Suite {
  name: string;
  tests: { name: string; passed: boolean; skipped: boolean }[];
  suites: Suite[];
}
interface Session {
  testFile: string;
  passed: boolean;
  testResults?: Suite;
}
/** A reporter of @web/test-runner. */
export function compactReporter(): { stop(args: { sessions: Session[] }): void };
