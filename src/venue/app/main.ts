import { registerServiceWorker } from '../../ui/device/install.ts';
import { rememberFace } from '../../ui/session/last-face.ts';
import './venue-app.ts';

/** Beside a till the page is never hidden; a new version may come in when nobody has touched it for this long, ms. */
const untouchedMs = 10 * 60_000;

let touchedAt = performance.now();
for (const type of ['pointerdown', 'keydown', 'wheel']) {
  addEventListener(type, () => (touchedAt = performance.now()), { capture: true, passive: true });
}

rememberFace('venue');
void registerServiceWorker(() => document.hidden || performance.now() - touchedAt > untouchedMs);
