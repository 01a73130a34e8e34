/**
 * The part of PocketBase's JavaScript VM that the server uses, with its types. The VM's globals are named here and nowhere
 * else; its full declaration is `types.d.ts`, which PocketBase writes into its data folder.
 */

/** A record of a collection. */
export interface StoredRecord {
  readonly id: string;
  get(field: string): unknown;
  getString(field: string): string;
  getInt(field: string): number;
  getBool(field: string): boolean;
  /** Of a select of several; Go's list. */
  getStringSlice(field: string): ArrayLike<string>;
  set(field: string, value: unknown): void;
  collection(): {
    readonly id: string;
    readonly name: string;
    /** Of auth collections; the duration in s. */
    readonly authToken: { readonly duration: number; readonly secret: string };
  };
  /** Of auth collections: with the collection's secret it signs the record's tokens. */
  tokenKey(): string;
  validatePassword(password: string): boolean;
  /** Of auth collections: makes every token of the record worthless. */
  refreshTokenKey(): void;
  setRandomPassword(): string;
  setPassword(password: string): void;
  /** @param duration nanoseconds */
  newStaticAuthToken(duration: number): string;
}

export interface Query {
  bind(values: { [name: string]: unknown }): Query;
  execute(): { rowsAffected(): number };
  /** Fills a DynamicModel with the first row; throws when there is none. */
  one(into: unknown): void;
}

/** The app, or within a transaction the transaction's. */
export interface App {
  db(): { newQuery(sql: string): Query };
  save(model: unknown): void;
  /** Without PocketBase's own checks of fields: who calls it has checked them. */
  saveNoValidate(model: unknown): void;
  delete(model: unknown): void;
  runInTransaction(work: (app: App) => void): void;
  runAllMigrations(): void;
  findRecordById(collection: string, id: string): StoredRecord;
  findCollectionByNameOrId(name: string): unknown;
  logger(): { error(message: string, ...details: unknown[]): void };
  store(): Store;
  subscriptionsBroker(): { clients(): { [id: string]: RealtimeClient }; unregister(id: string): void };
  rootCmd: { addCommand(command: unknown): void };
  dataDir(): string;
  /** Whether it was started with --dev: every statement and request is then printed. */
  isDev(): boolean;
  settings(): Settings;
  /** What is to be done when the server begins to serve. The function runs once, in the VM that registers it. */
  onServe(): { bindFunc(work: (e: ServeEvent) => void): void };
}

/** The part of PocketBase's settings that the server looks at. */
export interface Settings {
  readonly trustedProxy: { headers: string[] };
  readonly backups: { readonly s3: { readonly enabled: boolean } };
  readonly batch: { enabled: boolean; maxRequests: number; timeout: number };
  readonly rateLimits: { enabled: boolean; readonly rules: { label: string; maxRequests: number }[] };
}

/** A server about to serve. Durations are nanoseconds. */
export interface ServeEvent {
  readonly app: App;
  readonly router: Router;
  readonly server: {
    /** Where it listens, such as 127.0.0.1:8090. */
    readonly addr: string;
    readTimeout: number;
    readHeaderTimeout: number;
    idleTimeout: number;
    maxHeaderBytes: number;
    handler: Mux;
  };
  /** Prints the link by which a first superuser is made; null for none. */
  installerFunc: unknown;
  next(): void;
}

/** Go's http.ServeMux: the most specific pattern answers. */
export interface Mux {
  /** @param pattern such as "GET /api/" for all below it */
  handle(pattern: string, handler: Mux): void;
}

/** Routes, and the middlewares before all of them. */
export interface RouterGroup {
  readonly middlewares: readonly Middleware[];
  group(prefix: string): RouterGroup;
  /** Answers the group itself. */
  bind(...middlewares: Middleware[]): RouterGroup;
}

export interface Router extends RouterGroup {
  routerGroup: RouterGroup;
  /** Takes a middleware away from every route. */
  unbind(id: string): void;
  buildMux(): Mux;
}

export interface Middleware {
  id: string;
}

/** Go's os.FileInfo. */
export interface FileInfo {
  isDir(): boolean;
  /** Bytes. */
  size(): unknown;
  /** `perm()` is a number to Number() alone: its text is that of `ls`. */
  mode(): { perm(): unknown };
}

/** Values that all VMs of this process share; lost when it ends. */
export interface Store {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  /** Changes a value with no other VM in between. */
  setFunc(key: string, change: (old: unknown) => unknown): void;
}

export interface RealtimeClient {
  id(): string;
  hasSubscription(topic: string): boolean;
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  send(message: unknown): void;
}

export interface HeaderMap {
  get(name: string): string;
  set(name: string, value: string): void;
  del(name: string): void;
}

/** A request and its answer. */
export interface RequestEvent {
  readonly app: App;
  /** Who asks, when the request carries a valid token. */
  readonly auth: StoredRecord | null;
  readonly request: {
    readonly method: string;
    readonly host: string;
    readonly contentLength: number;
    readonly body: unknown;
    readonly header: HeaderMap;
    readonly url: {
      readonly path: string;
      readonly rawQuery: string;
      query(): { get(name: string): string };
    };
  };
  readonly response: { header(): HeaderMap };
  isTLS(): boolean;
  /** The asker's address, as the proxy on this machine tells it where it is believed. */
  realIP(): string;
  json(status: number, data: unknown): void;
  html(status: number, text: string): void;
  string(status: number, text: string): void;
  redirect(status: number, address: string): void;
  flush(): void;
  next(): void;
}

/** A record about to be written. */
export interface RecordEvent {
  app: App;
  readonly record: StoredRecord;
  next(): void;
}

/** A request to PocketBase's own record routes. */
export interface RecordRequestEvent extends RequestEvent {
  readonly record: StoredRecord | null;
}

export interface RealtimeSubscribeEvent extends RequestEvent {
  readonly requestEvent: RequestEvent;
  /** The connection that subscribes. */
  readonly client: RealtimeClient;
  readonly subscriptions: string[];
}

/**
 * What hooks around PocketBase's own routes are given. The request and its answer can be reached through `requestEvent` alone: at
 * the event itself these names are undefined.
 */
export interface HookedRequest {
  readonly app: App;
  readonly auth: StoredRecord | null;
  readonly requestEvent: RequestEvent;
  next(): void;
}

/** A sign-in that succeeds. */
export interface AuthEvent extends HookedRequest {
  readonly record: StoredRecord | null;
}

/** Go's os.Root. */
export interface Root {
  /** @param flags those of open(2) */
  openFile(name: string, flags: number, mode: number): OpenFile;
  open(name: string): OpenFile;
  rename(from: string, to: string): void;
  close(): void;
}

export interface OpenFile {
  writeString(text: string): number;
  /** Forces what was written to the disk. */
  sync(): void;
  close(): void;
}

interface Globals {
  $app: App;
  $security: {
    /** AES-256-GCM; the key has 32 ASCII characters. */
    encrypt(text: string, key: string): string;
    /** Throws when the text was not closed with this key. */
    decrypt(text: string, key: string): string;
    /** HMAC-SHA-256 as hexadecimal. */
    hs256(text: string, key: string): string;
    /** SHA-256 of the text's UTF-8 as hexadecimal. */
    sha256(text: string): string;
    equal(a: string, b: string): boolean;
    /** Signed with HMAC-SHA-256. */
    createJWT(claims: object, key: string, seconds: number): string;
    /** Throws when the text is no JWT. */
    parseUnverifiedJWT(token: string): object;
    /** From the system's random source. */
    randomStringWithAlphabet(length: number, alphabet: string): string;
  };
  $os: {
    /** The command line; the first is the executable. */
    args: string[];
    getenv(name: string): string;
    readFile(path: string): unknown;
    remove(path: string): void;
    writeFile(path: string, text: string, mode: number): void;
    /** Follows links. */
    stat(path: string): FileInfo;
    readDir(path: string): { name(): string; isDir(): boolean }[];
    mkdirAll(path: string, mode: number): void;
    /** A folder that nothing opened through it can leave. */
    openRoot(path: string): Root;
    exit(code: number): never;
  };
  $http: {
    /** Buffers the answer; throws when there is none. @param request `timeout` in s */
    send(request: {
      url: string;
      method: string;
      body?: string;
      headers?: { [name: string]: string };
      timeout?: number;
    }): { readonly statusCode: number; readonly json: unknown };
  };
  $apis: {
    static(folder: string, indexFallback: boolean): (e: RequestEvent) => void;
    bodyLimit(bytes: number): Middleware;
  };
  DynamicModel: new (shape: { [name: string]: unknown }) => { [name: string]: unknown };
  SubscriptionMessage: new (message: { name: string; data: string }) => unknown;
  Record: new (collection: unknown, values?: { [field: string]: unknown }) => StoredRecord;
  Command: new (command: { use: string; short: string; run: () => void }) => unknown;
  toString(value: unknown, maxBytes?: number): string;
  sleep(milliseconds: number): void;
  /** Reads a bundle of this folder, once for each VM. */
  require(path: string): unknown;
  /** The folder of the hooks. */
  __hooks: string;
}

/** PocketBase's globals, under names that say what they are. */
export const {
  $app: app,
  $security: security,
  $os: os,
  $http: http,
  $apis: apis,
  DynamicModel,
  SubscriptionMessage,
  Record: NewRecord,
  toString: textOf,
  sleep,
  require: load,
  __hooks: hooksFolder,
} = globalThis as unknown as Globals;
