// What both proxies keep, from the same numbers as the server.
import { apiPath, routeNames, routeOf } from '../../src/domain/api/routes.ts';
import { foreignBody } from '../../src/server/http/request-limits.ts';

/** Where a proxy's configuration is for: the example's values stand in docs/proxy. */
export interface ProxySite {
  /** The district's public name. */
  name: string;
  /** Where PocketBase listens; loopback. */
  upstream: string;
}

export const exampleSite: ProxySite = { name: 'code.example', upstream: '127.0.0.1:8090' };

/**
 * What nobody asks for from outside, whatever token they have: the dashboard, statements, backups, settings, logs, superusers,
 * the making of collections, and the declaring of backups. Superusers work on the server's own machine.
 */
export const closedPaths =
  '^/(_(/|$)|api/(sql|backups|logs|settings|crons|batch)(/|$)|api/collections(/(_[^/]*(/.*)?|meta/.*|import|[^/]+(/truncate)?))?/?$|api/sitecode/backup/)';

/** Routes whose bodies may be longer than `foreignBody`, bytes. Each of them checks who asks before it reads. */
export const longerBodies: [path: string, bytes: number][] = routeNames
  .map(routeOf)
  .filter(({ path, body = 0 }) => body > foreignBody && !new RegExp(closedPaths).test(apiPath + path))
  .map(({ path, body = 0 }): [string, number] => [apiPath + path, body])
  .toSorted(([, one], [, other]) => one - other);

/** Longest body of everything else, bytes. */
export const ordinaryBody = foreignBody;

/** Of one address, being answered at a time. A mall's 763 tablets, its visitors and 600 slow senders beside them fit. */
export const connectionsByAddress = 2400;
/** Of all addresses, being answered at a time. */
export const connectionsInAll = 6000;

/** A body that stops for so long is given up, s. */
export const bodyPauseSeconds = 5;

/** What the proxy answers in the server's place, as the pages and devices understand it. */
export const answers = {
  closed: JSON.stringify({ code: 'not-found', message: 'There is nothing here.' }),
  tooLong: JSON.stringify({ code: 'malformed', message: 'The request is too long.' }),
  busy: JSON.stringify({
    code: 'busy',
    message: 'The server is busy. Try again in a moment.',
    retryMs: 5000,
  }),
  away: JSON.stringify({ code: 'server', message: 'The server does not answer. Try again in a moment.' }),
};
