/**
 * An error meant for the person at the terminal: its message alone says what happened, where, and what to do, so it is
 * printed without a stack.
 */
export class PlainError extends Error {
  override name = 'PlainError';
}

/** What went wrong, in one line. fetch says only "fetch failed" and hides the reason in `cause`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message === 'fetch failed' && error.cause instanceof Error) {
    return error.cause.message || String((error.cause as NodeJS.ErrnoException).code);
  }
  return error.message;
}

/** What node's parseArgs says of a word it does not know is for the person who typed it. */
function isPlain(error: unknown): error is Error {
  const code = error instanceof Error && (error as NodeJS.ErrnoException).code;
  return error instanceof PlainError || (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS_'));
}

/** Runs a command's body; a PlainError ends the process with code 1 and its message, anything else with its stack. */
export async function runCommand(body: () => Promise<number | void>): Promise<void> {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    console.error(isPlain(error) ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
