/** The browser's offer to install the app: it is made once, long before anybody comes to the set-up. */
export interface InstallPrompt extends Event {
  prompt(): Promise<{ outcome: 'accepted' | 'dismissed' }>;
}

let kept: InstallPrompt | null = null;

/** Keeps the offer from now on, in place of the browser's own bar. */
export function keepInstallPrompt(): void {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    kept = event as InstallPrompt;
  });
  addEventListener('appinstalled', () => (kept = null));
}

/** Null while the browser offers nothing: it is installed, or the browser never does. */
export function installPrompt(): InstallPrompt | null {
  return kept;
}
