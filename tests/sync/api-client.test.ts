import { expect } from '@open-wc/testing';
import { uploadHashHeader, type ScansRequest } from '../../src/domain/api/gate/sentry-api.ts';
import { ApiClient, ApiError } from '../../src/sync/api-client.ts';

interface Asked {
  url: string;
  init: RequestInit;
}

/** A client whose requests are answered by `answer`; `asked` and `signedOut` tell what it did. */
function testClient(answer: (asked: Asked) => Response | Promise<Response>): {
  client: ApiClient;
  asked: Asked[];
  signedOut: () => number;
} {
  const asked: Asked[] = [];
  let signedOut = 0;
  const client = new ApiClient({
    origin: 'https://code.example',
    fetch: async (url, init) => {
      const request = { url: url as string, init: init! };
      asked.push(request);
      return answer(request);
    },
    onSignedOut: () => signedOut++,
  });
  return { client, asked, signedOut: () => signedOut };
}

async function faultOf(work: Promise<unknown>): Promise<ApiError> {
  const fault = await work.then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault).to.be.instanceOf(ApiError);
  return fault as ApiError;
}

const json = (body: unknown, status = 200): Response => Response.json(body, { status });

/** An upload of a right form. */
const nothing: ScansRequest = {
  chain: '0011223344556677',
  first: 1,
  before: '',
  sessions: [],
  runs: [],
  boxes: [],
  signature: '',
};

describe('ApiClient', () => {
  it('asks the server’s own routes, with its token, and never from a cache', async () => {
    const { client, asked } = testClient(() => json({ name: '张小三' }));
    client.token = 'a-token';
    expect(await client.me()).to.deep.equal({ name: '张小三' });
    expect(asked[0]!.url).to.equal('https://code.example/api/sitecode/me');
    expect(asked[0]!.init).to.deep.include({
      method: 'GET',
      cache: 'no-store',
      headers: { Authorization: 'a-token' },
    });
    expect(asked[0]!.init.body).to.equal(undefined);
  });

  it('sends JSON, and no token where it has none; an upload with the keyed hash of its text', async () => {
    const { client, asked } = testClient(() => json({ results: [], now: 1 }));
    await client.uploadScans(nothing, 'a key');
    expect(asked[0]!.url).to.equal('https://code.example/api/sitecode/sentry/scans');
    expect(asked[0]!.init).to.deep.include({
      method: 'POST',
      body: JSON.stringify(nothing),
      headers: {
        'Content-Type': 'application/json',
        // By `openssl dgst -sha256 -hmac 'a key'` over the text.
        [uploadHashHeader]: 'c9e64a8fc956084052600d185113f095e1b8b55b564ad7b74abad80ec15d4571',
      },
    });
  });

  it('asks the page’s own origin when it is given none', () => {
    expect(new ApiClient().origin).to.equal(location.origin);
  });

  const page =
    (status: number): (() => Response) =>
    () =>
      new Response('<!doctype html><title>Login to Wi-Fi</title>', {
        status,
        headers: { 'Content-Type': 'text/html' },
      });
  const faults: [what: string, answer: () => Response, code: string, status: number][] = [
    ['a page of HTML where JSON was asked for', page(200), 'server', 200],
    ['an empty answer', () => new Response(''), 'server', 200],
    ['half of a JSON text', () => new Response('{"results":[{"se'), 'server', 200],
    ['the text "null"', () => json(null), 'server', 200],
    ['a bare number', () => json(5), 'server', 200],
    ['a page of HTML with status 400', page(400), 'server', 400],
    ['a page of HTML with status 401', page(401), 'server', 401],
    ['a page of HTML with status 404', page(404), 'server', 404],
    ['a page of HTML with status 502', page(502), 'server', 502],
    ['a page that asks to sign in to the network', page(511), 'server', 511],
    ['our own refusal', () => json({ code: 'site-code', message: 'No such code.' }, 404), 'site-code', 404],
    ['our own malformed', () => json({ code: 'malformed', message: 'Not so.' }, 400), 'malformed', 400],
    ['a refusal of PocketBase', () => json({ status: 400, message: 'No.', data: {} }, 400), 'malformed', 400],
    [
      'a body that is too long',
      () => json({ status: 413, message: 'Long.', data: {} }, 413),
      'malformed',
      413,
    ],
    ['an error of the server', () => json({ code: 'server', message: 'Sorry.' }, 500), 'server', 500],
    ['an error without a code', () => json({ message: 'Sorry.', data: {} }, 500), 'server', 500],
    ['too many requests', () => json({ message: 'Slow down.', data: {} }, 429), 'too-many', 429],
    ['not allowed', () => json({ message: 'No.', data: {} }, 403), 'not-allowed', 403],
    ['no such route', () => json({ message: 'No.', data: {} }, 404), 'not-found', 404],
    ['a token that is not known', () => json({ message: 'No.', data: {} }, 401), 'sign-in', 401],
    ['our own sign-in', () => json({ code: 'sign-in', message: 'Sign in.' }, 401), 'sign-in', 401],
    ['a code within data', () => json({ message: 'No.', data: { code: 'key' } }, 400), 'key', 400],
  ];
  for (const [what, answer, code, status] of faults) {
    it(`throws "${code}" on ${what}`, async () => {
      const { client } = testClient(answer);
      const fault = await faultOf(client.uploadScans(nothing, 'a key'));
      expect({ code: fault.code, status: fault.status }).to.deep.equal({ code, status });
      expect(fault.message).to.be.a('string').and.not.equal('');
    });
  }

  it('tells a body that was too slow from other errors of the server, so that less is sent at once', async () => {
    const late = testClient(() => json({ code: 'server', message: 'Too slow.' }, 408));
    const other = testClient(() => json({ code: 'server', message: 'Sorry.' }, 500));
    expect((await faultOf(late.client.uploadScans(nothing, 'a key'))).isTimeout).to.equal(true);
    expect((await faultOf(other.client.uploadScans(nothing, 'a key'))).isTimeout).to.equal(false);
  });

  it('tells the server’s own words', async () => {
    const { client } = testClient(() => json({ code: 'key', message: 'The key is no point.' }, 400));
    expect((await faultOf(client.issuePass({ holderKey: '' }))).message).to.equal('The key is no point.');
  });

  for (const failure of [
    new TypeError('Failed to fetch'),
    new DOMException('aborted', 'AbortError'),
    new Error('anything else'),
  ]) {
    it(`throws "offline" when the request fails with ${failure.name}`, async () => {
      const { client } = testClient(() => Promise.reject(failure));
      const fault = await faultOf(client.me());
      expect({ code: fault.code, status: fault.status }).to.deep.equal({ code: 'offline', status: 0 });
      expect(fault.isTimeout).to.equal(failure.name === 'TimeoutError');
    });
  }

  it('gives up on a server that does not answer, after fifteen seconds', async () => {
    const original = AbortSignal.timeout;
    const limits: number[] = [];
    AbortSignal.timeout = (ms) => {
      limits.push(ms);
      return original.call(AbortSignal, 20);
    };
    try {
      const { client } = testClient(
        ({ init }) =>
          new Promise((_, reject) => {
            init.signal!.addEventListener('abort', () => reject(init.signal!.reason as Error));
          }),
      );
      const fault = await faultOf(client.heartbeat({} as never));
      expect([fault.code, fault.isTimeout]).to.deep.equal(['offline', true]);
      expect(limits).to.deep.equal([15_000]);
    } finally {
      AbortSignal.timeout = original;
    }
  });

  it('is offline when nobody listens at all', async () => {
    // Port 1 is closed on every machine that is not a museum; browsers refuse it besides.
    const client = new ApiClient({ origin: 'http://127.0.0.1:1' });
    expect((await faultOf(client.me())).code).to.equal('offline');
  });

  describe('signing in', () => {
    it('keeps the token and sends it from then on', async () => {
      const { client, asked } = testClient(({ url }) =>
        json(url.endsWith('/auth-with-password') ? { token: 'fresh', record: {} } : { name: 'x' }),
      );
      client.token = 'old';
      await client.signIn('citizens', 'zhang@example.org', 'secret');
      expect(client.token).to.equal('fresh');
      expect(asked[0]!.url).to.equal('https://code.example/api/collections/citizens/auth-with-password');
      expect(asked[0]!.init.headers, 'the old token is not sent').to.deep.equal({
        'Content-Type': 'application/json',
      });
      expect(JSON.parse(asked[0]!.init.body as string)).to.deep.equal({
        identity: 'zhang@example.org',
        password: 'secret',
      });
      await client.me();
      expect(asked[1]!.init.headers).to.deep.equal({ Authorization: 'fresh' });
    });

    it('throws "sign-in" on a wrong password, keeps the token it had, and calls nobody signed out', async () => {
      const { client, signedOut } = testClient(() =>
        json({ status: 400, message: 'Failed.', data: {} }, 400),
      );
      client.token = 'old';
      expect((await faultOf(client.signIn('staff', 'a', 'b'))).code).to.equal('sign-in');
      expect(client.token).to.equal('old');
      expect(signedOut()).to.equal(0);
    });

    it('exchanges the token for a new one', async () => {
      const { client } = testClient(() => json({ token: 'newer' }));
      client.token = 'old';
      await client.refresh('owners');
      expect(client.token).to.equal('newer');
    });

    it('tells that the person was signed out, once a refusal', async () => {
      for (const body of [
        { code: 'sign-in', message: 'Sign in.' },
        { message: 'No.', data: {} },
      ]) {
        const { client, signedOut } = testClient(() => json(body, 401));
        await faultOf(client.me());
        expect(signedOut()).to.equal(1);
      }
    });

    it('calls nobody signed out by silence, by another refusal or by a network’s own sign-in page', async () => {
      const answers = [() => Promise.reject(new Error('x')), () => json({ message: 'No.' }, 403), page(401)];
      for (const answer of answers) {
        const { client, signedOut } = testClient(answer);
        await faultOf(client.me());
        expect(signedOut()).to.equal(0);
      }
    });
  });
});
