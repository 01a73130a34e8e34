import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { base64url } from '../domain/bytes/bytes.ts';
import { IdentitySealer } from '../credentials/custody/sealed-identity.ts';
import {
  indexKinds,
  mostIdentities,
  mostNumbers,
  signingKinds,
  type IndexAnswer,
  type IndexKind,
  type SealAnswer,
  type SealRequest,
  type SignAnswer,
  type SignerFault,
  type SignerState,
  type SigningKind,
} from '../domain/signing/signer-api.ts';
import type { SignerKeys } from './keys.ts';
import { kinds } from './kinds.ts';
import { Spent, type Limit, type LimitedKind } from './limits.ts';
import { SignerLog } from './log.ts';

export interface SignerOptions {
  /** Reads the keys; asked again when one is wanted that was not there. Throws where they cannot be read. */
  readKeys: () => SignerKeys;
  /** What every request has to bring. */
  token: string;
  logFolder: string;
  limits: { readonly [kind in LimitedKind]: Limit };
  /** UTC ms. */
  now?: () => number;
  /** The log takes nothing more: the process has to end, and answers nothing from then on. */
  onLostLog: (error: unknown) => void;
}

/** A whole deny list of a city is the longest that is signed. */
const mostBody = 8 << 20;
/** A key that is not there is looked for in the file again, but not more often than this, ms. */
const rereadMs = 1000;

class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryMs?: number,
  ) {
    super(message);
  }
}

/**
 * Signs and looks numbers up, for the server alone, within its own limits and on its own record. It holds the only copies of the
 * issuers', the site code and the statement keys, and of the index key; what it is asked and what it answers is in
 * domain/signing/signer-api.ts.
 * @throws Error when the keys cannot be read or the log was changed
 */
export class Signer {
  readonly #server: Server;
  readonly #log: SignerLog;
  readonly #spent: Spent;
  readonly #now: () => number;
  readonly #token: Buffer;
  #keys: SignerKeys;
  #readAt: number;
  /** Answers that leave once their lines are with the system. */
  #waiting: (() => void)[] = [];
  #lost = false;
  readonly #options: SignerOptions;

  constructor(options: SignerOptions) {
    this.#options = options;
    this.#now = options.now ?? Date.now;
    this.#keys = options.readKeys();
    this.#readAt = this.#now();
    this.#token = digest(options.token);
    this.#spent = new Spent(options.limits);
    const before = new Map<LimitedKind, number>();
    this.#log = new SignerLog(options.logFolder, this.#now(), ({ kind, count }) =>
      before.set(kind, (before.get(kind) ?? 0) + count),
    );
    this.#spent.recall(before, this.#now());
    this.#server = createServer((request, response) => void this.#answer(request, response));
    // The server keeps its connections; they are few.
    this.#server.keepAliveTimeout = 120_000;
  }

  /** @param port 0 for any free one @returns the port on 127.0.0.1 */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** Ends the connections and the log. */
  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#log.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const body = await read(request);
      const given = digest((request.headers.authorization ?? '').replace(/^Bearer /, ''));
      if (!timingSafeEqual(given, this.#token)) throw new Refused(401, 'This is not the signer’s token.');
      const isSealing = request.method === 'POST' && request.url === '/seal';
      this.#done(
        response,
        isSealing ? await seal(body) : this.#act(request.method ?? '', request.url ?? '', body),
      );
    } catch (error) {
      const refused =
        error instanceof Refused
          ? error
          : new Refused(500, 'The signer cannot do this now: see what it printed.');
      if (error !== refused) console.error(error);
      const { status, message, retryMs } = refused;
      send(response, status, { message, ...(retryMs !== undefined && { retryMs }) } satisfies SignerFault);
    }
  }

  #act(method: string, url: string, body: string): SignAnswer | IndexAnswer | SignerState {
    const [, what, kind, key] = url.split('/');
    if (method === 'GET' && what === 'state')
      return { ...this.#keys.open(), today: this.#spent.today(this.#now()) };
    if (method === 'POST' && what === 'sign' && signingKinds.includes(kind as SigningKind))
      return this.#sign(kind as SigningKind, Number(key), body);
    if (method === 'POST' && what === 'index' && indexKinds.includes(kind as IndexKind))
      return this.#index(kind as IndexKind, body);
    throw new Refused(404, 'The signer does no such thing.');
  }

  #sign(kind: SigningKind, id: number, body: string): SignAnswer {
    const now = this.#now();
    const { key, message } = kinds[kind];
    if (!this.#keys.has(key, id)) this.#reread(now);
    if (!this.#keys.has(key, id)) throw new Refused(404, `There is no ${kind} key of this number.`);
    let bytes: Uint8Array;
    try {
      bytes = message(body, id, now);
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof SyntaxError)) throw error;
      throw new Refused(422, error instanceof RangeError ? error.message : 'It is no JSON text.');
    }
    this.#take(kind, 1, now);
    const signature = base64url(this.#keys.sign(key, id, bytes));
    this.#log.add({
      at: now,
      kind,
      key: id,
      count: 1,
      digest: createHash('sha256').update(bytes).digest('base64url'),
    });
    return { signature };
  }

  #index(kind: IndexKind, body: string): IndexAnswer {
    const numbers = body.split('\n').filter((line) => line !== '');
    if (numbers.length === 0 || numbers.length > mostNumbers)
      throw new Refused(422, `One to ${mostNumbers} numbers are looked up at once.`);
    const now = this.#now();
    this.#take(kind, numbers.length, now);
    this.#log.add({ at: now, kind, key: null, count: numbers.length, digest: null });
    return { indexes: numbers.map((number) => this.#keys.index(kind, number)) };
  }

  #take(kind: LimitedKind, count: number, now: number): void {
    const wait = this.#spent.take(kind, count, now);
    if (wait > 0)
      throw new Refused(429, `The signer does no more of "${kind}" for now: its limit is reached.`, wait);
  }

  #reread(now: number): void {
    if (Math.abs(now - this.#readAt) < rereadMs) return;
    this.#readAt = now;
    try {
      this.#keys = this.#options.readKeys();
    } catch {
      // Half written, or damaged: it goes on with the keys it has.
    }
  }

  /** Sends an answer once the log's lines of this turn are with the system, all of them in one go. */
  #done(response: ServerResponse, answer: object): void {
    this.#waiting.push(() => send(response, 200, answer));
    if (this.#waiting.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    if (this.#lost) return;
    try {
      this.#log.flush();
    } catch (error) {
      this.#lost = true;
      this.#options.onLostLog(error);
      return;
    }
    for (const answer of waiting) answer();
  }
}

/** Nothing of it is kept, logged or repeated in a refusal. */
async function seal(body: string): Promise<SealAnswer> {
  let asked: Partial<SealRequest> | null;
  try {
    asked = JSON.parse(body) as Partial<SealRequest> | null;
  } catch {
    throw new Refused(422, 'It is no JSON text.');
  }
  const { key, people } = asked ?? {};
  if (!key || !Array.isArray(people) || people.length === 0 || people.length > mostIdentities)
    throw new Refused(422, `A key and one to ${mostIdentities} people are sealed at once.`);
  try {
    const sealer = await IdentitySealer.begin(key);
    return {
      sealed: await Promise.all(people.map(({ person, identity }) => sealer.seal(person, identity))),
    };
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    throw new Refused(422, error instanceof RangeError ? error.message : 'A part of it is missing.');
  }
}

/** Of equal length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

async function read(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > mostBody) throw new Refused(413, 'The request is too long.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function send(response: ServerResponse, status: number, answer: object): void {
  const text = JSON.stringify(answer);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
