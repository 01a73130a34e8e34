import { registerServiceWorker } from '../ui/install.ts';
import { rememberFace } from '../ui/last-face.ts';
import './venue-app.ts';

rememberFace('venue');
void registerServiceWorker();
