import { base64url, utf8 } from '../../src/domain/bytes.ts';
import type { ApiFaultCode, MeAnswer } from '../../src/domain/api.ts';
import { ApiClient } from '../../src/sync/api-client.ts';
import type { TestIssuer } from '../store/test-issuer.ts';

/** A token as PocketBase makes them, as far as pages read one. */
export function tokenOf(account: string): string {
  return ['{"alg":"HS256"}', JSON.stringify({ id: account }), 'x']
    .map((part) => base64url(utf8(part)))
    .join('.');
}

/** The server as the citizen's page sees it. `down` and `refuses` make it fail; `asked` lists what was asked. */
export class FakeServer {
  down = false;
  refuses: { status: number; code: ApiFaultCode } | null = null;
  readonly asked: string[] = [];
  account = 'anna';
  lifetimeMinutes = 60;
  me: Omit<MeAnswer, 'now'> = {
    name: '张小三',
    maskedName: '张*三',
    status: { colour: 'green', lastResult: 'negative', sampleTime: null, doses: 3, lastDose: null },
    tests: [],
    doses: [],
    visits: [],
    override: null,
  };
  readonly #issuer: TestIssuer;
  readonly #now: () => number;

  /** @param now the server's own clock, UTC ms. */
  constructor(issuer: TestIssuer, now: () => number) {
    this.#issuer = issuer;
    this.#now = now;
  }

  client(): ApiClient {
    return new ApiClient({ origin: 'https://code.example', fetch: (...request) => this.#answer(...request) });
  }

  async #answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const path = new URL(String(input)).pathname.replace('/api/sitecode/', '');
    this.asked.push(path);
    if (this.down) throw new TypeError('Failed to fetch');
    if (this.refuses) return Response.json(this.refuses, { status: this.refuses.status });
    const now = this.#now();
    if (path === 'me') return Response.json({ ...this.me, now });
    if (path === 'pass') {
      const notBefore = Math.floor(now / 60_000) * 60_000;
      const { holderKey } = JSON.parse(String(init!.body)) as { holderKey: string };
      const { maskedName, status } = this.me;
      const { lifetimeMinutes } = this;
      const pass = await this.#issuer.issue(holderKey, { notBefore, maskedName, lifetimeMinutes, ...status });
      return Response.json({ pass, expiresAt: notBefore + lifetimeMinutes * 60_000, now });
    }
    if (path.startsWith('/api/collections/citizens/auth'))
      return Response.json({ token: tokenOf(this.account) });
    return Response.json(
      { message: `The test asks for ${path}, which this server does not know.` },
      { status: 404 },
    );
  }
}
