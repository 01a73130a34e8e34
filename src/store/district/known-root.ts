import type { PublicKey } from '../../domain/bundle/charter.ts';

/**
 * The district's root as this browser got to know it, so that a server that is broken into later cannot bring another one. Browsers of the
 * staff are paired with nothing: the first root that they see is believed, and can be compared (docs/threat-model.md).
 */
interface KnownRoot extends PublicKey {
  demo: boolean;
  /** The newest charter of this root that was seen here; left out by an earlier version. */
  charter?: number;
}

const storageKey = 'sitecode.root';

function read(storage: Pick<Storage, 'getItem'>): KnownRoot | null {
  try {
    const known = JSON.parse(storage.getItem(storageKey) ?? 'null') as KnownRoot | null;
    return typeof known?.point === 'string' ? known : null;
  } catch {
    return null;
  }
}

/**
 * Whether a root is the one that this browser knows; a first one is taken down. A demo that was made anew has another, and may: its root
 * vouches for nobody.
 * @param demo whether the root has signed that its district is a demo
 */
export function isKnownRoot(
  root: PublicKey,
  demo: boolean,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): boolean {
  const known = read(storage);
  if (known && !(known.demo && demo)) return known.id === root.id && known.point === root.point;
  const isSame = known?.id === root.id && known.point === root.point;
  const charter = isSame ? (known.charter ?? 0) : 0;
  const kept: KnownRoot = { id: root.id, point: root.point, demo, charter };
  storage.setItem(storageKey, JSON.stringify(kept));
  return true;
}

/**
 * Whether a charter of the known root is as new as the newest that this browser has seen, or newer: then it is the newest from now on. An older
 * one would bring back a key that was given up, or who was taken out.
 */
export function isNewestCharter(
  version: number,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): boolean {
  const known = read(storage);
  if (!known) return true;
  if (version < (known.charter ?? 0)) return false;
  storage.setItem(storageKey, JSON.stringify({ ...known, charter: version } satisfies KnownRoot));
  return true;
}
