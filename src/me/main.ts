import { registerServiceWorker } from '../ui/device/install.ts';
import { rememberFace } from '../ui/session/last-face.ts';
import './me-app.ts';

rememberFace('me');
void registerServiceWorker();
