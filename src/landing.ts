import { ApiClient } from './sync/api-client.ts';
import { registerServiceWorker } from './ui/device/install.ts';
import { faceToStart } from './ui/session/last-face.ts';

/** The list of faces needs no script; this adds the start of the installed app, and a demo district's ways in. */

const installed = matchMedia(
  '(display-mode: fullscreen), (display-mode: standalone), (display-mode: minimal-ui)',
).matches;
const face = installed ? faceToStart() : null;
if (face) location.replace(`/${face}/`);
else {
  // Who merely looks in is not made to load the whole app.
  if (installed) void registerServiceWorker();
  void showDemo();
  void showNotices();
  window.addEventListener('hashchange', () => void showNotices());
}

async function showDemo(): Promise<void> {
  // A real district answers that there is no such thing.
  const cast = await new ApiClient().demoCast().catch(() => null);
  if (!cast) return;
  await import('./ui/session/demo-district.ts');
  const element = document.createElement('sc-demo-district');
  element.cast = cast;
  document.getElementById('demo')!.append(element);
}

/** `#notices`, or one of them: `#notice-visit`. */
async function showNotices(): Promise<void> {
  const place = document.getElementById('notices')!;
  if (!location.hash.startsWith('#notice') || place.firstElementChild) return;
  await import('./ui/district/all-notices.ts');
  place.append(document.createElement('sc-all-notices'));
}
