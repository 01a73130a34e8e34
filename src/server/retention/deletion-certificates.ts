import type { DeletionCertificate, SignedDeletion } from '../../domain/scan/deletion-certificate.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import type { Handler } from '../http/route-handlers.ts';
import { Fault } from '../vm/fault.ts';
import { keyring } from '../keys/keyring.ts';
import { signed } from '../keys/signer.ts';
import { row, rows, run } from '../vm/sql.ts';
import { security, type App } from '../vm/vm.ts';

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
  const key = keyring().word.id;
  run(
    app,
    `insert into deletion_certificates (number, day, body, key, signature)
     values ({:number}, {:day}, {:body}, {:key}, {:signature})`,
    {
      number: certificate.number,
      day: certificate.day,
      body,
      key,
      signature: signed('deletion', key, body),
    },
  );
}

/** GET deletion-certificates */
export const deletionCertificatesRoute: Handler<typeof personRoutes.deletionCertificates> = ({
  app,
  query,
}) => {
  const after = Number(query('after') || 0);
  if (!Number.isSafeInteger(after) || after < 0)
    throw new Fault('malformed', '"after" must be the number of a certificate.');
  return {
    certificates: rows<SignedDeletion>(
      app,
      ['body', 'key', 'signature'],
      `select body, key, signature from deletion_certificates where number > {:after}
       order by number limit ${mostAtOnce}`,
      { after },
    ),
    now: Date.now(),
  };
};
