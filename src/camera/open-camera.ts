/** Opens a picture source: the device's camera, or a canvas that plays one. Rejects with a DOMException that says why not. */
export type OpenStream = () => Promise<MediaStream>;

/** Which camera is wanted. */
export interface CameraChoice {
  /** A camera that staff chose; where it is gone, the others will do. */
  deviceId?: string;
  /** `user` looks at whoever stands before the screen, `environment` away from who holds the device. Default `user`. */
  facingMode?: 'user' | 'environment';
}

/** What pictures the decoder was measured to read best; a camera that cannot gives its nearest. */
const size: MediaTrackConstraints = {
  width: { ideal: 1280 },
  height: { ideal: 720 },
  frameRate: { ideal: 30 },
};

/** Errors that another wish may not meet: the camera asked for is gone, or cannot do this. */
const worthAnotherTry = new Set(['OverconstrainedError', 'NotFoundError']);

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
  const { deviceId, facingMode = 'user' } = choice;
  const wishes: (MediaTrackConstraints | true)[] = [{ ...size, facingMode: { ideal: facingMode } }, true];
  if (deviceId) wishes.unshift({ ...size, deviceId: { exact: deviceId } });
  for (const [index, video] of wishes.entries()) {
    try {
      return await devices.getUserMedia({ video, audio: false });
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (index === wishes.length - 1 || !worthAnotherTry.has(name)) throw error;
    }
  }
  throw new DOMException('There is no camera.', 'NotFoundError');
}
