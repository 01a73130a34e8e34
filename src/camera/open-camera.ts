/** Opens a picture source: the device's camera, or a canvas that plays one. Rejects with a DOMException that says why not. */
export type OpenStream = () => Promise<MediaStream>;

/** Which camera is wanted. */
export interface CameraChoice {
  /** A camera that staff chose; where it is gone, the others will do. */
  deviceId?: string;
  /** `user` looks at whoever stands before the screen, `environment` away from who holds the device. Default `user`. */
  facingMode?: 'user' | 'environment';
  /**
   * Where another program has the camera, whether one of the others will do. Not at a gate, where another camera would see
   * a wall and look well.
   */
  orAnyOther?: boolean;
}

/** What pictures the decoder was measured to read best; a camera that cannot gives its nearest. */
const size: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Errors that another wish may not meet: the camera asked for is gone, or cannot do this. */
const worthAnotherTry = new Set(['OverconstrainedError', 'NotFoundError']);

/** Errors that another camera may not have: the system gives this one to somebody else, or it does not start. */
const worthAnotherCamera = new Set(['NotReadableError', 'AbortError', 'TrackStartError']);

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');

/** The device's cameras, in the browser's order; without their ids while the person has allowed none. */
export async function listCameras(
  devices: MediaDevices | undefined = navigator.mediaDevices,
): Promise<MediaDeviceInfo[]> {
  const all = (await devices?.enumerateDevices().catch(() => [])) ?? [];
  return all.filter(({ kind }) => kind === 'videoinput');
}

/** Tries the other cameras one after the other, beginning behind the one that failed. @returns null when none opens */
async function openAnother(failed: string | undefined, devices: MediaDevices): Promise<MediaStream | null> {
  const ids = (await listCameras(devices)).map(({ deviceId }) => deviceId).filter((id) => id !== '');
  const at = ids.indexOf(failed ?? '') + 1;
  for (const id of [...ids.slice(at), ...ids.slice(0, at)].filter((each) => each !== failed)) {
    try {
      return await devices.getUserMedia({ video: { ...size, deviceId: { exact: id } }, audio: false });
    } catch {
      // the next may be free
    }
  }
  return null;
}

/**
 * Opens the camera that fits best: the chosen one, else one that looks the right way, else any.
 * @throws DOMException NotAllowedError (the user or the policy forbids it), NotFoundError (no camera), NotReadableError
 * (another program has it), NotSupportedError (the browser gives no cameras to this page)
 */
export async function openCamera(
  choice: CameraChoice = {},
  devices: MediaDevices | undefined = navigator.mediaDevices,
): Promise<MediaStream> {
  if (!devices) {
    throw new DOMException('This page gets no camera: it was not opened over https.', 'NotSupportedError');
  }
  const { deviceId, facingMode = 'user', orAnyOther = false } = choice;
  const wishes: (MediaTrackConstraints | true)[] = [{ ...size, facingMode: { ideal: facingMode } }, true];
  if (deviceId) wishes.unshift({ ...size, deviceId: { exact: deviceId } });
  for (const [index, video] of wishes.entries()) {
    try {
      return await devices.getUserMedia({ video, audio: false });
    } catch (error) {
      const name = nameOf(error);
      if (orAnyOther && worthAnotherCamera.has(name)) {
        const asked = index === 0 ? deviceId : undefined;
        const other = await openAnother(asked, devices);
        if (other) return other;
      }
      if (index === wishes.length - 1 || !worthAnotherTry.has(name)) throw error;
    }
  }
  throw new DOMException('There is no camera.', 'NotFoundError');
}
