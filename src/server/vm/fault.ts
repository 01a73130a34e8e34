import type { ApiFault, ApiFaultCode } from '../../domain/api/api.ts';

const statuses: { [code in ApiFaultCode]: number } = {
  'sign-in': 401,
  'not-allowed': 403,
  'not-found': 404,
  overtaken: 409,
  malformed: 400,
  'too-many': 429,
  'pairing-code': 400,
  'site-code': 404,
  key: 400,
  hash: 400,
  chain: 403,
  'second-factor': 401,
  password: 400,
  busy: 503,
  signer: 503,
  withdrawn: 403,
  'not-demo': 403,
  server: 500,
};

/** A refusal that the asker is told. Thrown anywhere in a handler. */
export class Fault extends Error {
  readonly status: number;
  /** In how many ms to ask again. */
  readonly retryMs: number | undefined;
  /** Which of a code's cases it is, for programs. */
  readonly reason: string | undefined;
  /** Which fields of a form are at fault. */
  readonly fields: ApiFault['fields'];
  /**
   * @param message what happened and what to do, in English; pages show their own text for a known code
   * @param only `status` where it differs from the code's own; `retryMs` where it is known when to ask again; `reason` where the code has cases; `fields` where some of a form are at fault
   */
  constructor(
    readonly code: ApiFaultCode,
    message: string,
    only: Pick<ApiFault, 'retryMs' | 'reason' | 'fields'> & { status?: number } = {},
  ) {
    super(message);
    this.name = 'Fault';
    this.status = only.status ?? statuses[code];
    this.retryMs = only.retryMs;
    this.reason = only.reason;
    this.fields = only.fields;
  }
}
