/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

/**
 * What is cached, and when an update may happen. The shell of every face is precached, so that each starts with no network;
 * nothing else is: answers of the server are never cached, since an old answer must not look like a fresh one. A new version
 * waits until a page says that it is idle (ui/install.ts); it never takes over in the middle of a passage.
 */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

clientsClaim();
cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST, {
  directoryIndex: 'index.html',
  // Which face and which language is shown does not change the file behind the address.
  ignoreURLParametersMatching: [/^demo$/, /^lang$/, /^source$/],
});

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'activate') void self.skipWaiting();
});
