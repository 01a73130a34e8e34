import { installPrompt } from '../device/install-prompt.ts';

/**
 * How the app gets onto this device.
 * - installed: it runs so already; prompt: the browser asks when told to
 * - the others: by hand, in the browser's own menu, as its words say
 */
export type InstallWay = 'installed' | 'prompt' | 'ios' | 'android' | 'desktop' | 'none';

/** @param isInstalled whether the page runs without the browser's bars */
export function installWay(
  agent = navigator.userAgent,
  isInstalled = runsInstalled(),
  canPrompt = installPrompt() !== null,
): InstallWay {
  if (isInstalled) return 'installed';
  if (canPrompt) return 'prompt';
  if (/iPad|iPhone|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1))
    return 'ios';
  if (/Android/.test(agent)) return 'android';
  return /Chrome|Edg\//.test(agent) ? 'desktop' : 'none';
}

/** True where the page was opened from the home screen, or the browser runs as a kiosk. */
export function runsInstalled(): boolean {
  return matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches;
}
