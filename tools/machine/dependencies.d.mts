/** What to tell a person whose Node.js is too old, or undefined if it will do. */
export function nodeComplaint(version: string): string | undefined;
/** Whether node_modules is what package-lock.json says. */
export function isInstalled(project: string): boolean;
/** Installs the packages if they are not there; throws with advice. */
export function ensureDependencies(project: string): void;
/** What to tell a person when `npm ci` failed. */
export function npmComplaint(stderr: string, status: number | null): string;
