import { base64url, utf8 } from '../../src/domain/bytes/bytes.ts';
import type { ApiFaultCode, MeAnswer } from '../../src/domain/api/api.ts';
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
    const { pathname, searchParams } = new URL(String(input));
    const path = pathname.replace('/api/sitecode/', '');
    const named = (person: string | null | undefined): string =>
      (person ? this.me.persons?.find(({ id }) => id === person) : this.me.persons?.[0])?.maskedName ??
      this.me.maskedName;
    this.asked.push(path);
    if (this.down) throw new TypeError('Failed to fetch');
    if (this.refuses) return Response.json(this.refuses, { status: this.refuses.status });
    const now = this.#now();
    if (path === 'me') {
      const person = searchParams.get('person');
      const own = { ...this.me, person: this.me.persons?.[0]?.id, now };
      return Response.json(person ? { ...own, person, maskedName: named(person) } : own);
    }
    if (path === 'me/identity') return Response.json({});
    if (path === 'pass/paper/begin')
      return Response.json({ passId: '0011223344556677', begun: 'begun', now });
    if (path === 'pass/paper') {
      const { person } = JSON.parse(String(init!.body)) as { person?: string };
      const text = `H1:${'A'.repeat(143)}`;
      return Response.json({
        text,
        maskedName: named(person),
        notBefore: now,
        expiresAt: now + 90 * 86_400_000,
        now,
      });
    }
    if (path === 'pass') {
      const notBefore = Math.floor(now / 60_000) * 60_000;
      const { holderKey, person } = JSON.parse(String(init!.body)) as { holderKey: string; person?: string };
      const maskedName = named(person);
      const { status } = this.me;
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
