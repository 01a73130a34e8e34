// The gallery of the kit's elements: a build of its own beside the app, for developers and the demo alone.
import { join } from 'node:path';
import { build as viteBuild } from 'vite';
import { places, projectFolder } from '../places.ts';
import { PlainError } from '../plain-error.ts';
import { makeAnew } from './make-anew.ts';

/**
 * Builds the gallery into `output`; its addresses are relative, so it may be served from any folder.
 * @throws PlainError if it does not compile.
 */
export async function buildGallery(output: string = places.gallery): Promise<void> {
  await makeAnew(output, async (folder) => {
    try {
      await viteBuild({
        configFile: join(projectFolder, 'vite.config.ts'),
        root: join(places.source, 'ui', 'gallery'),
        publicDir: false,
        base: './',
        build: { outDir: folder, minify: false },
      });
    } catch (error) {
      throw new PlainError(`The gallery does not compile: ${(error as Error).message}`);
    }
  });
}
