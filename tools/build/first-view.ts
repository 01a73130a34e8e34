// What a face's first view takes over the line: its page, styles, and all scripts that stand in the page or are imported by
// those. What is imported when it is needed (`import(…)`) is not of the first view.
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

export interface FirstView {
  /** Files with their bytes as gzip makes them, from the app's folder. */
  files: { name: string; gzipBytes: number }[];
  gzipBytes: number;
}

/** Scripts of a page of the built app and of all that they import. */
export interface PageScripts {
  /** From the app's folder, those that are always loaded. */
  first: string[];
  /** Those that are loaded when they are needed. */
  later: string[];
}

const scriptsOf = (html: string) =>
  [...html.matchAll(/<script[^>]* src="\/([^"]+)"/g)].map(([, src]) => src!);
const stylesOf = (html: string) =>
  [...html.matchAll(/<link rel="stylesheet"[^>]* href="\/([^"]+)"/g)].map(([, href]) => href!);

/** @param publicFiles the built app @param page such as `authority/index.html` */
export async function pageScripts(publicFiles: string, page: string): Promise<PageScripts> {
  const html = await readFile(join(publicFiles, page), 'utf8');
  const entries = scriptsOf(html);
  if (entries.length === 0) return { first: [], later: [] };
  const { metafile } = await build({
    absWorkingDir: publicFiles,
    entryPoints: entries,
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    logLevel: 'error',
  });
  const reach = (from: readonly string[], withLater: boolean): Set<string> => {
    const reached = new Set(from);
    for (const name of reached)
      for (const { path, kind } of metafile.inputs[name]?.imports ?? [])
        if (kind === 'import-statement' || (withLater && kind === 'dynamic-import')) reached.add(path);
    return reached;
  };
  const first = reach(entries, false);
  const all = reach(entries, true);
  return { first: [...first], later: [...all].filter((name) => !first.has(name)) };
}

/** @param face such as `authority`; '' is the page at the root */
export async function firstView(publicFiles: string, face: string): Promise<FirstView> {
  const page = join(face, 'index.html');
  const html = await readFile(join(publicFiles, page), 'utf8');
  const { first } = await pageScripts(publicFiles, page);
  const files = await Promise.all(
    [page, ...stylesOf(html), ...first].map(async (name) => ({
      name: relative('', name),
      gzipBytes: gzipSync(await readFile(join(publicFiles, name))).length,
    })),
  );
  return { files, gzipBytes: files.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) };
}
