import { ApiClient } from './sync/api-client.ts';
import { registerServiceWorker } from './ui/install.ts';
import { faceToStart } from './ui/last-face.ts';

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
}

async function showDemo(): Promise<void> {
  // A real district answers that there is no such thing.
  const cast = await new ApiClient().demoCast().catch(() => null);
  if (!cast) return;
  await import('./ui/demo-district.ts');
  const element = document.createElement('sc-demo-district');
  element.cast = cast;
  document.getElementById('demo')!.append(element);
}
