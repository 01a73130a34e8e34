import { registerServiceWorker } from '../ui/install.ts';
import { rememberFace } from '../ui/last-face.ts';
import './me-app.ts';

rememberFace('me');
void registerServiceWorker();
