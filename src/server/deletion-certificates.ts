import { base64url } from '../domain/bytes.ts';
import {
  deletionMessage,
  type DeletionCertificate,
  type DeletionCertificatesAnswer,
  type SignedDeletion,
} from '../domain/deletion-certificate.ts';
import { answer } from './answer.ts';
import { Fault } from './fault.ts';
import { keyring } from './keyring.ts';
import { sign } from './signing.ts';
import { row, rows, run } from './sql.ts';
import { security, type App, type RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';

const mostAtOnce = 500;

/** Signs and appends a certificate. Within the transaction that knows it to be true. */
export function certify(app: App, said: Omit<DeletionCertificate, 'number' | 'before'>): void {
  const last = row<{ number: number; body: string }>(
    app,
    ['number', 'body'],
    'select number, body from deletion_certificates order by number desc limit 1',
  );
  const certificate: DeletionCertificate = {
    number: (last?.number ?? 0) + 1,
    before: last ? security.sha256(last.body) : '',
    ...said,
  };
  const body = JSON.stringify(certificate);
  const key = keyring().word;
  run(
    app,
    `insert into deletion_certificates (number, day, body, key, signature)
     values ({:number}, {:day}, {:body}, {:key}, {:signature})`,
    {
      number: certificate.number,
      day: certificate.day,
      body,
      key: key.id,
      signature: base64url(sign(key, deletionMessage(body))),
    },
  );
}

/** GET deletion-certificates */
export function deletionCertificatesRoute(e: RequestEvent): void {
  answer(e, (): DeletionCertificatesAnswer => {
    if (whoAsks(e, 'staff').getString('role') !== 'auditor')
      throw new Fault('not-allowed', 'Deletion certificates are for auditors.');
    const after = Number(e.request.url.query().get('after') || 0);
    if (!Number.isSafeInteger(after) || after < 0)
      throw new Fault('malformed', '"after" must be the number of a certificate.');
    return {
      certificates: rows<SignedDeletion>(
        e.app,
        ['body', 'key', 'signature'],
        `select body, key, signature from deletion_certificates where number > {:after}
         order by number limit ${mostAtOnce}`,
        { after },
      ),
      now: Date.now(),
    };
  });
}
