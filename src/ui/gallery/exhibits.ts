import type { Exhibit } from './exhibit.ts';

/** What the build makes of a pattern of files; only Vite knows it, and the gallery is never built by anything else. */
interface Globbing {
  glob(pattern: string): Record<string, () => Promise<{ exhibit: Exhibit }>>;
}

/** Every file in `exhibits/` by its name, in alphabetical order; loaded when it is looked at. */
export const exhibits: ReadonlyMap<string, () => Promise<Exhibit>> = new Map(
  Object.entries((import.meta as unknown as Globbing).glob('./exhibits/*.ts'))
    .map(([path, load]): [string, () => Promise<Exhibit>] => [
      path.slice('./exhibits/'.length, -'.ts'.length),
      async () => (await load()).exhibit,
    ])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
