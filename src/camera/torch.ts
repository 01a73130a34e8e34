/** A camera's light, of browsers and cameras that have one; the types of the language know nothing of it. */
interface Lit {
  torch?: boolean;
}

function trackOf(video: HTMLVideoElement | null): MediaStreamTrack | undefined {
  const stream = video?.srcObject;
  return stream instanceof MediaStream ? stream.getVideoTracks()[0] : undefined;
}

/** Whether the light of the camera that a video shows shines; null where it has none. */
export function torchOf(video: HTMLVideoElement | null): boolean | null {
  const track = trackOf(video);
  const has = (track?.getCapabilities?.() as Lit | undefined)?.torch === true;
  return has ? (track!.getSettings() as Lit).torch === true : null;
}

/** Lights it, or puts it out. A camera that cannot after all is left as it is. */
export async function setTorch(video: HTMLVideoElement | null, shines: boolean): Promise<void> {
  const wish = { advanced: [{ torch: shines }] } as unknown as MediaTrackConstraints;
  await trackOf(video)
    ?.applyConstraints(wish)
    .catch(() => undefined);
}
