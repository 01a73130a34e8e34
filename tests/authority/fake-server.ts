import type { TraysAnswer } from '../../src/domain/access/approval.ts';
import type { AlarmRow, BoardAnswer, BoardSentriesAnswer, SentryRow } from '../../src/domain/api/api.ts';
import type { ListAnswer, ListRequest } from '../../src/domain/api/list-api.ts';
import type { StaffMeAnswer } from '../../src/domain/api/official-api.ts';
import { hasRight, type StaffRole } from '../../src/domain/access/rights.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import { board, bundle, charter } from './district-data.ts';

/** Stands where the network is: answers as the server does, and can be taken away. */
export class FakeServer {
  /** What the board answers next. */
  board: BoardAnswer = board();
  /** All sentries of the board's own table. */
  sentries: SentryRow[] = [];
  /** The page of alarms that is answered next, and what was asked of it. */
  alarms: AlarmRow[] = [];
  alarmsAsked: ListRequest[] = [];
  roles: StaffRole[] = ['health'];
  subdistricts: string[] = [];
  /** The outlines of its sub-districts; null in a district that has brought none. */
  map: object | null = null;
  /** True while the outlines alone cannot be had. */
  mapFails = false;
  /** Tokens the server knows; a board or staff request with another one is refused. */
  tokens = new Set<string>();
  /** True while nothing answers at all. */
  down = false;
  /** "METHOD path" of every request, in their order. */
  asked: string[] = [];
  readonly client = new ApiClient({ fetch: (input, init) => this.#answer(String(input), init ?? {}) });
  #tokensMade = 0;

  times(path: string): number {
    return this.asked.filter((each) => each.endsWith(` ${path}`)).length;
  }

  async #answer(address: string, init: RequestInit): Promise<Response> {
    const { pathname } = new URL(address);
    this.asked.push(`${init.method} ${pathname}`);
    if (this.down) throw new TypeError('Failed to fetch');
    const headers = new Headers(init.headers);
    if (pathname === '/api/collections/staff/auth-with-password') {
      const { identity, password } = JSON.parse(String(init.body)) as Record<string, string>;
      // PocketBase's own words for a wrong name or password.
      if (identity !== 'chen@district.example' || password !== 'right') {
        return json(400, { status: 400, message: 'Failed to authenticate.', data: {} });
      }
      return json(200, { token: this.#newToken() });
    }
    if (pathname === '/api/sitecode/bundle') {
      return json(200, {
        bundle: {
          charter: { body: JSON.stringify(charter), root: 1, signature: '' },
          body: JSON.stringify(bundle),
          signatures: [],
        },
        now: this.board.now,
      });
    }
    if (!this.tokens.has(headers.get('Authorization') ?? '')) {
      return json(401, { code: 'sign-in', message: 'Sign in first.' });
    }
    switch (pathname) {
      case '/api/collections/staff/auth-refresh':
        return json(200, { token: this.#newToken() });
      case '/api/sitecode/staff/me':
        return json(200, {
          name: '陈建国',
          roles: this.roles,
          subdistricts: this.subdistricts,
        } satisfies StaffMeAnswer);
      case '/api/sitecode/trays':
        return json(200, {
          decides: false,
          waiting: [],
          work: [],
          now: this.board.now,
        } satisfies TraysAnswer);
      case '/api/sitecode/board':
        return hasRight(this.roles, 'board.see')
          ? json(200, this.board)
          : json(403, { code: 'not-allowed', message: 'The board is not for your role.' });
      case '/api/sitecode/board/sentries':
        return json(200, { sentries: this.sentries, now: this.board.now } satisfies BoardSentriesAnswer);
      case '/api/sitecode/alarms':
        this.alarmsAsked.push(JSON.parse(String(init.body)) as ListRequest);
        return json(200, {
          rows: this.alarms,
          total: this.alarms.length,
          matching: this.alarms.length,
          hasEarlier: false,
          hasNext: false,
          now: this.board.now,
        } satisfies ListAnswer<AlarmRow>);
      case '/api/sitecode/map':
        if (this.mapFails) return json(500, { code: 'server', message: 'The disk is full.' });
        return this.map
          ? json(200, this.map)
          : json(404, { code: 'not-found', message: 'This district has brought no outlines.' });
      default:
        return json(404, { status: 404, message: 'Missing.', data: {} });
    }
  }

  #newToken(): string {
    const token = `token-${(this.#tokensMade += 1)}`;
    this.tokens.add(token);
    return token;
  }
}

function json(status: number, body: object): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}
