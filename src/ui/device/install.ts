/** How often an open page asks for a new version: a sentry is never closed by itself. */
const checkMs = 30 * 60_000;
const idleCheckMs = 5000;

/**
 * Installs the app's service worker, so that every face starts with no network, and brings new versions in only while the
 * page is idle: a sentry says so when no scan is open and no write is pending.
 * @param idle asked before a new version takes over and before the page is loaded anew.
 */
export async function registerServiceWorker(idle: () => boolean = () => document.hidden): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  // The first worker takes over a page it did not load; only later ones mean a new version.
  let controlled = navigator.serviceWorker.controller !== null;
  let outdated = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    outdated = controlled;
    controlled = true;
  });
  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await navigator.serviceWorker.register('/service-worker.js', {
      scope: '/',
      updateViaCache: 'none',
    });
  } catch {
    // As below.
  }
  // Without a worker (private window, storage full) the page works as long as there is a network. A browser told to block workers
  // may answer without one.
  if (!registration) return;
  setInterval(() => void registration.update().catch(() => undefined), checkMs);
  setInterval(() => {
    if (!idle()) return;
    if (outdated) location.reload();
    else registration.waiting?.postMessage({ type: 'activate' });
  }, idleCheckMs);
}

/** How long a new version may take to be fetched before the page is loaded anew all the same, ms. */
const takeOverMs = 20_000;

/**
 * Brings the newest version in at once and loads the page anew: somebody asked for it. Offline the page comes back as it
 * was.
 */
export async function loadNewVersion(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.update().catch(() => undefined);
  const worker = registration?.installing ?? registration?.waiting;
  if (worker) await takeOver(worker);
  location.reload();
}

function takeOver(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (worker.state === 'installed') worker.postMessage({ type: 'activate' });
      if (worker.state === 'activated' || worker.state === 'redundant') resolve();
    };
    worker.addEventListener('statechange', look);
    setTimeout(resolve, takeOverMs);
    look();
  });
}

/** Asks the browser to keep this device's data when its disk runs full. @returns whether it will */
export async function keepStorage(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
