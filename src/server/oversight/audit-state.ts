import { readHead } from '../../domain/access/audit-chain.ts';
import type { AuditFault, AuditVerification } from '../../domain/api/audit-api.ts';
import type { auditRoutes } from '../../domain/api/routes/audit-routes.ts';
import { auditHead } from '../audit/audit.ts';
import type { Handler } from '../http/route-handlers.ts';
import { searchesRefused } from '../people/person-searches.ts';
import { currentBundle } from '../policy/bundle.ts';
import { Fault } from '../vm/fault.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';
import { noteLook } from './audit-looks.ts';
import { elsewhere } from './habits.ts';
import { failedSignIns, manySearches, nightWork, oddActs } from './oddities.ts';

/** Null while the district has published none. */
function bundleHead(app: App) {
  try {
    const { version, bundle } = currentBundle(app);
    return { version, head: bundle.audit ?? null };
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

function lastVerification(app: App): AuditVerification | null {
  return row<Omit<AuditVerification, 'fault'> & { fault: AuditFault | null }>(
    app,
    ['at', 'by', 'entries', 'parts', 'heads', 'unproved', 'wrong', 'fault'],
    `select c.at, coalesce(s.name, '') as by, c.entries, c.parts, c.heads, c.unproved, c.wrong, c.fault
     from audit_checks c left join staff s on s.id = c.staff order by c.id desc limit 1`,
  );
}

/** GET audit/state */
export const auditStateRoute: Handler<typeof auditRoutes.auditState> = ({ app, asker }) => {
  const now = Date.now();
  noteLook(app, asker, 'state', now);
  const signed = row<{ body: string }>(
    app,
    ['body'],
    'select body from audit_heads order by seq desc limit 1',
  );
  return {
    head: auditHead(app),
    parts: row<{ parts: number }>(app, ['parts'], 'select count(*) as parts from audit_parts')!.parts,
    signed: signed && readHead(signed.body),
    bundle: bundleHead(app),
    verification: lastVerification(app),
    searches: searchesRefused(app, now),
    failures: failedSignIns(app, now),
    nights: nightWork(app, now),
    networks: oddActs(app, 'session.networks', now),
    linked: oddActs(app, 'approval.linked', now),
    moved: oddActs(app, 'session.moved', now),
    outside: oddActs(app, 'scope.outside', now),
    elsewhere: elsewhere(app, now),
    many: manySearches(app, now),
    now,
  };
};
