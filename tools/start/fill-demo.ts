// Fills an empty demo district, of whatever scale, or brings the one that is there up to today.
import { scaleOf } from '../../src/server/demo/scale.ts';
import { runConsoleCommand, type ServerFolders } from '../pocketbase/server.ts';
import { Plan } from './plan.ts';

export interface Filling {
  /** 'demo', 'district', or a part of a district such as '0.01' (src/server/demo/scale.ts). */
  scale: string;
  port: number;
  /** Whether there is nothing yet; otherwise what is there is brought up to today. */
  isNew: boolean;
  /** Told each line of progress. */
  tell?: (line: string) => void;
  stop?: AbortSignal;
}

/**
 * A district of real size is planned here: node makes its places, people and habits in seconds, PocketBase's VM would take minutes.
 * What is planned goes through files in a private folder, personal values sealed in them as in the database.
 * @throws PlainError with what PocketBase said when it fails or is stopped
 */
export async function fillDemo(folders: ServerFolders, filling: Filling): Promise<void> {
  const { scale, port, isNew, tell, stop } = filling;
  const plan = isNew && scale !== 'demo' ? await Plan.make(scaleOf(scale), folders.keyring) : null;
  try {
    const env = {
      ...folders.env,
      SITECODE_DEMO_SCALE: scale,
      ...(plan && { SITECODE_DEMO_PLAN: plan.folder }),
    };
    const onLine = (line: string): void => tell?.(withoutTime(line));
    const filled = new AbortController();
    const ends = AbortSignal.any([filled.signal, ...(stop ? [stop] : [])]);
    const failed = new AbortController();
    // People are sealed while the server loads the rest: two cores for two halves.
    await Promise.all([
      runConsoleCommand(
        { ...folders, env },
        port,
        ['seed-demo'],
        onLine,
        AbortSignal.any([failed.signal, ...(stop ? [stop] : [])]),
      ).finally(() => filled.abort()),
      plan?.writeRest(ends).catch((error: unknown) => {
        failed.abort();
        throw error;
      }),
    ]);
  } finally {
    plan?.remove();
  }
}

/** PocketBase puts the time before each line of a script. */
function withoutTime(line: string): string {
  return line.replace(/^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d /, '');
}
