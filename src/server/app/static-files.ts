import { pagePath } from '../../domain/text/page-address.ts';
import { apis, os, type RequestEvent } from '../vm/vm.ts';

/**
 * The app's files. PocketBase's own way gives them no policy of what a page may load and no caching, and answers a missing
 * file with a page.
 */

const contentPolicy = [
  "default-src 'self'",
  // The QR decoder is WebAssembly.
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Types that a small system's own table may not know. */
const types: { [ending: string]: string } = {
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.opus': 'audio/ogg',
  '.ogg': 'audio/ogg',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
};
/** What gains nothing from compressing, and must keep its byte ranges. */
const packed = /\.(png|jpe?g|webp|avif|ico|woff2|opus|ogg|mp3|m4a|wav|webm|mp4)$/;

function caching(path: string): string {
  if (path.startsWith('/assets/')) return 'public, max-age=31536000, immutable';
  if (path.startsWith('/voice/')) return 'public, max-age=86400';
  if (/\.(png|jpe?g|svg|webp|ico|woff2)$/.test(path)) return 'public, max-age=3600';
  return 'no-cache';
}

function setHeaders(e: RequestEvent, path: string): void {
  const header = e.response.header();
  header.set('Content-Security-Policy', contentPolicy);
  header.set('X-Content-Type-Options', 'nosniff');
  header.set('X-Frame-Options', 'DENY');
  header.set('Referrer-Policy', 'no-referrer');
  header.set('Permissions-Policy', 'camera=(self), serial=(self), microphone=(), geolocation=(self)');
  header.set('Cross-Origin-Opener-Policy', 'same-origin');
  header.set('Cache-Control', caching(path));
  const type = types[/\.[a-z0-9]+$/.exec(path)?.[0] ?? ''];
  if (type) header.set('Content-Type', type);
}

const missingPage = `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>404</title>
<style>body{font:1.125rem/1.6 system-ui,sans-serif;margin:3rem auto;max-width:32rem;padding:0 1rem}</style>
<h1>没有这个页面</h1>
<p>地址可能有误。<a href="/">回到首页</a></p>
<h1 lang="en">No such page</h1>
<p lang="en">The address may be wrong. <a href="/">To the start</a></p>
</html>
`;

/** Before compression is considered: takes away the offer for files that are compressed already. */
export function keepPacked(e: RequestEvent): void {
  if (packed.test(e.request.url.path)) e.request.header.del('Accept-Encoding');
  e.next();
}

/** GET of everything that is no API. */
export function staticRoute(e: RequestEvent): void {
  const path = e.request.url.path;
  setHeaders(e, path);
  const page = pagePath(path);
  if (page !== null) {
    const query = e.request.url.rawQuery;
    return e.redirect(301, query ? `${page}?${query}` : page);
  }
  serveFile(e, os.getenv('SITECODE_PUBLIC'));
}

/** The gallery of elements, for the demo alone. A page of it is framed by itself, to be seen at another width. */
export function galleryRoute(e: RequestEvent): void {
  setHeaders(e, e.request.url.path);
  const header = e.response.header();
  header.set(
    'Content-Security-Policy',
    contentPolicy.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
  );
  header.set('X-Frame-Options', 'SAMEORIGIN');
  serveFile(e, os.getenv('SITECODE_GALLERY'));
}

/** The file that the route's `{path...}` names, out of a folder; a 404 where there is none. */
function serveFile(e: RequestEvent, folder: string): void {
  const path = e.request.url.path;
  try {
    // What begins with a dot is no part of the app, whatever put it there; nor is a source map of a build for developers.
    if (!folder || path.startsWith('/api/') || path.includes('/.') || path.endsWith('.map'))
      throw new Error('no file');
    apis.static(folder, false)(e);
  } catch {
    const header = e.response.header();
    header.set('Cache-Control', 'no-store');
    header.del('Content-Type');
    if (path.startsWith('/api/')) {
      return e.json(404, { code: 'not-found', message: `There is no ${path} here.` });
    }
    // A page for people; a program that asked for a script or a picture should not take it for one.
    if (e.request.header.get('Accept').includes('text/html')) return e.html(404, missingPage);
    return e.string(404, 'Not found.\n');
  }
}
