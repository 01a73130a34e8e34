import { rememberFace } from '../../ui/session/last-face.ts';
import { keepInstallPrompt } from '../device/install-prompt.ts';
import './sentry-app.ts';

// The installed app of a tablet at a gate starts here; who merely plays with the demo has chosen nothing.
if (!new URLSearchParams(location.search).has('demo')) rememberFace('sentry');
keepInstallPrompt();
