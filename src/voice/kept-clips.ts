/**
 * The clips on this device: sentries alone fetch them, each once, and have them from then on without a network. They lie in a cache of
 * their own, which new versions of the app leave as it is; other clips (another build of public/voice) are fetched into another one, and
 * the one before is let go of when all of the new ones are there.
 */
declare const __VOICE_VERSION__: string | undefined;

const prefix = 'sitecode-voice-';
/** What all clips of this build hash to; 'development' where nothing was built. */
const thisBuild: string = typeof __VOICE_VERSION__ === 'string' ? __VOICE_VERSION__ : 'development';

/**
 * The bytes of a clip: those kept, else the server's, which are kept from now on; without a server those of an earlier build.
 * @throws Error with a reason when there are none
 */
export async function keptClip(url: string, version: string = thisBuild): Promise<ArrayBuffer> {
  // A browser that keeps nothing (a private window) has its clips as long as there is a network.
  const cache = await globalThis.caches?.open(prefix + version).catch(() => undefined);
  const kept = await cache?.match(url);
  if (kept) return kept.arrayBuffer();
  try {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
    await cache?.put(url, answer.clone()).catch(() => undefined);
    return await answer.arrayBuffer();
  } catch (fault) {
    const before = await clipOfEarlierBuild(url);
    if (before) return before.arrayBuffer();
    throw fault;
  }
}

async function clipOfEarlierBuild(url: string): Promise<Response | undefined> {
  for (const name of await voiceCaches()) {
    const found = await (await caches.open(name)).match(url);
    if (found) return found;
  }
  return undefined;
}

/** Lets go of the clips of other builds: all of this one are there. */
export async function forgetEarlierClips(version: string = thisBuild): Promise<void> {
  const others = (await voiceCaches()).filter((name) => name !== prefix + version);
  await Promise.all(others.map((name) => caches.delete(name)));
}

async function voiceCaches(): Promise<string[]> {
  const names = (await globalThis.caches?.keys().catch(() => [])) ?? [];
  return names.filter((name) => name.startsWith(prefix));
}
