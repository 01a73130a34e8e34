import { whileFew } from '../http/bodies-at-once.ts';
import { bodyBytes } from '../../domain/api/route.ts';
import { isLoopback } from './loopback.ts';
import { addressHeader, foreignBody, headBytes, headMs, idleMs, requestMs } from '../http/request-limits.ts';
import { hasSuperuser } from './superusers.ts';
import {
  apis,
  type App,
  type Middleware,
  type Mux,
  type Router,
  type RequestEvent,
  type ServeEvent,
} from '../vm/vm.ts';

/**
 * How the server serves: limits of time and size for every request, PocketBase's own routes included; what of those is
 * switched off; and no link that makes whoever has it a superuser.
 *
 * A middleware in JavaScript holds one of the VMs until its request is answered, which for a page that listens is half an hour.
 * So the requests are parted in Go, before any VM: those to our own routes and the listening pages never meet one, and those
 * to PocketBase's own routes meet `foreignRoute`.
 */

/** Named by main.pb.js too. */
export const foreignRouteId = 'sitecodeForeignRoute';
const ownLimitId = 'sitecodeOwnLimit';
const foreignLimitId = 'sitecodeForeignLimit';

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const second = 1e9;

/** PocketBase's own routes: what they answer is kept in no cache, errors included. */
export function foreignRoute(e: RequestEvent): void {
  e.response.header().set('Cache-Control', 'no-store');
  if (e.request.contentLength === 0) return e.next();
  try {
    whileFew(e.app, () => e.next());
  } catch (error) {
    const { status, code, message } = error as { status?: number; code?: string; message?: string };
    if (code !== 'busy') throw error;
    e.json(status!, { code, message });
  }
}

/** For onServe, once all routes are registered. */
export function serve(e: ServeEvent): void {
  e.installerFunc = null;
  const { router, server } = e;
  server.readHeaderTimeout = (headMs / 1000) * second;
  server.readTimeout = (requestMs / 1000) * second;
  server.idleTimeout = (idleMs / 1000) * second;
  server.maxHeaderBytes = headBytes;
  trustProxy(e.app, isLoopback(server.addr));
  const foreign = router.middlewares.find(({ id }) => id === foreignRouteId);
  if (!foreign) throw new Error(`main.pb.js registers no middleware ${foreignRouteId}.`);
  // Before the router is built for the first time: a later mux would have two routes for all that is not there.
  const nothing = emptyMux(router, foreign);
  e.next();
  server.handler = partedMux(router, nothing);
  for (const line of warnings(e)) console.log(line);
}

function limited(id: string, bytes: number): Middleware {
  const limit = apis.bodyLimit(bytes);
  limit.id = id;
  return limit;
}

/** A mux of no route: it answers 404, whoever asks and whatever. */
function emptyMux(router: Router, ...middlewares: Middleware[]): Mux {
  // Not `router.routerGroup`: what is read of a field is, to this VM, whatever the field holds later.
  const all = router.bind();
  router.routerGroup = all.group('');
  router.routerGroup.bind(...middlewares);
  const mux = router.buildMux();
  router.routerGroup = all;
  return mux;
}

/** @param nothing what answers for what is switched off */
function partedMux(router: Router, nothing: Mux): Mux {
  // Some of PocketBase's routes have limits of their own, of 32 MB and more: they go.
  router.unbind('pbBodyLimit');
  router.bind(limited(foreignLimitId, foreignBody));
  const foreignRoutes = router.buildMux();
  router.unbind(foreignLimitId);
  router.unbind(foreignRouteId);
  router.bind(limited(ownLimitId, bodyBytes.draft));
  const ownRoutes = router.buildMux();

  const front = emptyMux(router);
  for (const method of methods) {
    front.handle(`${method} /`, ownRoutes);
    front.handle(`${method} /api/`, foreignRoutes);
    front.handle(`${method} /_/`, foreignRoutes);
    front.handle(`${method} /api/sitecode/`, ownRoutes);
    // Any statement to the database, with a superuser's token: nothing here needs it.
    front.handle(`${method} /api/sql`, nothing);
    front.handle(`${method} /api/sql/`, nothing);
  }
  // It says itself that it is not to be kept, and goes on for half an hour.
  front.handle('GET /api/realtime', ownRoutes);
  return front;
}

/**
 * Where nobody but the proxy on this machine can ask, the address that it names is believed; where others can, it is not,
 * since everybody could name any address. Another header that somebody set up in PocketBase's settings is left as it is.
 */
function trustProxy(app: App, onLoopback: boolean): void {
  const settings = app.settings();
  const { headers } = settings.trustedProxy;
  const isOurs = headers.length === 1 && headers[0] === addressHeader;
  if (headers.length > 0 && !isOurs) return;
  if (isOurs === onLoopback) return;
  settings.trustedProxy.headers = onLoopback ? [addressHeader] : [];
  app.save(settings);
}

function warnings({ app, server }: ServeEvent): string[] {
  const lines: string[] = [];
  if (!isLoopback(server.addr)) {
    lines.push(
      '',
      '*** WARNING ***',
      `This server listens on ${server.addr}, which other machines reach, without the reverse proxy before it.`,
      'Then nothing limits how many connections an address may hold, and superusers’ pages are open to the network.',
      'Listen on loopback alone (--http=127.0.0.1:8090) behind docs/proxy/nginx.conf or docs/proxy/Caddyfile.',
      '*** WARNING ***',
      '',
    );
  }
  if (!hasSuperuser(app)) {
    lines.push(
      'There is no superuser yet. Make one on this machine: superuser create EMAIL PASSWORD --dir=...',
    );
  }
  return lines;
}
