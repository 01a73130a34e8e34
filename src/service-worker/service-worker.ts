/// <reference lib="webworker" />
import { clientsClaim } from 'workbox-core';
import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';
import { pagePath } from '../domain/text/page-address.ts';

/**
 * What is cached, and when an update may happen. The shell of every face is precached, so that each starts with no network;
 * nothing else is: answers of the server are never cached, since an old answer must not look like a fresh one. A new version
 * waits until a page says that it is idle (ui/device/install.ts); it never takes over in the middle of a passage.
 */
declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: PrecacheEntry[] };

clientsClaim();
cleanupOutdatedCaches();

// Before the files kept are looked through: a page whose address is written another way is gone to as it is written here.
self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate') return;
  const url = new URL(event.request.url);
  const path = url.origin === self.location.origin ? pagePath(url.pathname) : null;
  if (path === null) return;
  event.stopImmediatePropagation();
  event.respondWith(Response.redirect(`${path}${url.search}`, 302));
});

precacheAndRoute(self.__WB_MANIFEST, {
  // No query changes the file behind an address: neither ours (demo, lang) nor what messengers and advertisers hang on.
  urlManipulation: ({ url }) => {
    const file = new URL(url.pathname, url);
    if (file.pathname.endsWith('/')) file.pathname += 'index.html';
    return [file];
  },
});

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'activate') void self.skipWaiting();
});
