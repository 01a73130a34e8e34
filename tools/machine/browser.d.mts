/** A Chromium that is on this machine and runs, or undefined. */
export function installedBrowser(): string | undefined;
/** SITECODE_CHROMIUM, else an installed one; throws with advice. */
export function browserExecutable(): Promise<string>;
/** A Chromium without windows that is on the PATH and runs, or undefined. */
export function installedHeadlessShell(): string | undefined;
/** The Chromium for what opens hundreds of pages: SITECODE_HEADLESS, else as `browserExecutable`. */
export function headlessExecutable(): Promise<string>;
/** Command-line switches for a headless Chromium that talks to nobody but the page's own server. */
export function browserArguments(): string[];
