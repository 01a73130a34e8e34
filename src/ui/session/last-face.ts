/** The faces that the installed app opens. `s/` is none: it opens from a scanned code alone. */
export type Face = 'me' | 'sentry' | 'venue' | 'authority';
export const faces: readonly Face[] = ['me', 'sentry', 'venue', 'authority'];

const key = 'sitecode.face';

/** Notes which face this device is used for, so that the installed app starts there. */
export function rememberFace(face: Face): void {
  try {
    localStorage.setItem(key, face);
    sessionStorage.setItem(key, face);
  } catch {
    // a browser that keeps nothing starts at the list of faces
  }
}

/** The face to go to when the installed app has just been started; null to stay at the list of faces. */
export function faceToStart(): Face | null {
  try {
    // Who comes from a face within this window asked for the list.
    if (sessionStorage.getItem(key)) return null;
    const face = localStorage.getItem(key) as Face;
    return faces.includes(face) ? face : null;
  } catch {
    return null;
  }
}
