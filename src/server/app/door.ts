// What each request of ours meets first: small, since a virtual machine that was made for one request alone reads it anew.
import { change } from '../http/bodies-at-once.ts';
import { mostAtOnce } from '../http/request-limits.ts';
import { hooksFolder, load, type App, type RequestEvent } from '../vm/vm.ts';

type Part = 'app' | 'gate' | 'demo';

/** One more of a part, or one less. @returns how many there are now */
function count(app: App, part: Part, by: number): number {
  return change(app, `at-once-${part}`, by);
}

/**
 * Lets a request through to its handler while few are under way; else says that the server is busy. PocketBase makes another virtual
 * machine for each request that finds none free, and it reads the handlers' bundle, which costs many times what a request does: without
 * an end to them a crowd would take all memory and all time. Sentries are counted apart, so that no crowd of pages keeps them out.
 */
export function through(e: RequestEvent, part: Part, route: string): void {
  try {
    if (count(e.app, part, 1) > mostAtOnce) {
      const message = 'The server is busy with other requests. Try again in a moment.';
      e.response.header().set('Cache-Control', 'no-store');
      return e.json(503, { code: 'busy', message, retryMs: 2000 });
    }
    const { routes } = load(`${hooksFolder}/${part}.js`) as {
      routes: { [name: string]: (e: RequestEvent) => void };
    };
    routes[route]!(e);
  } finally {
    count(e.app, part, -1);
  }
}
