// The signer's part of the build: one file that Node runs as it is, with nothing to install beside it.
import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { PlainError } from '../plain-error.ts';

/** @throws PlainError when it does not compile */
export async function buildSigner(entry: string, outfile: string): Promise<void> {
  const partial = `${outfile}.partial`;
  await mkdir(dirname(outfile), { recursive: true });
  try {
    await build({
      entryPoints: [entry],
      outfile: partial,
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent',
    });
  } catch (error) {
    throw new PlainError(`The signer does not compile:\n${(error as Error).message}`);
  }
  await rename(partial, outfile);
}
