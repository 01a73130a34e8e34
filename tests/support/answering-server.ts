import { ApiClient } from '../../src/sync/api-client.ts';

type Said = { [field: string]: unknown };

/** Stands where the network is: answers each path with what a test has for it, and keeps what was sent. */
export class AnsweringServer {
  /** By path, from `/api/sitecode/`. An answer may be made of what was sent. */
  answers: { [path: string]: object | ((sent: Said) => object) } = {};
  /** Paths that are refused: status and code. */
  refuses: { [path: string]: [status: number, code: string] } = {};
  /** What was sent, in its order; reads have what their addresses asked for. */
  asked: [path: string, sent: Said][] = [];
  isOffline = false;
  readonly client = new ApiClient({
    fetch: async (input, init) => {
      if (this.isOffline) throw new TypeError('Failed to fetch');
      const { pathname, searchParams } = new URL(String(input));
      const path = pathname.replace('/api/sitecode/', '');
      const sent = init?.body
        ? (JSON.parse(String(init.body)) as Said)
        : Object.fromEntries(searchParams.entries());
      this.asked.push([path, sent]);
      const refusal = this.refuses[path];
      if (refusal) return Response.json({ code: refusal[1], message: '' }, { status: refusal[0] });
      const answer = this.answers[path];
      if (!answer) return Response.json({ code: 'server', message: '' }, { status: 500 });
      return Response.json(typeof answer === 'function' ? (answer as (sent: Said) => object)(sent) : answer);
    },
  });

  /** What was sent to a path. */
  sentTo(path: string): Said[] {
    return this.asked.filter(([each]) => each === path).map(([, sent]) => sent);
  }
}
