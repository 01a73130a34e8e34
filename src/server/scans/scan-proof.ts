import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { ScanProofAnswer } from '../../domain/api/gate/sentry-api.ts';
import { concat, fromBase64url } from '../../domain/bytes/bytes.ts';
import { decodeIssuedPass, decodeShowing, showingMessage } from '../../domain/pass/health-pass.ts';
import { localDay } from '../../domain/time/local-day.ts';
import { detailAt } from '../../domain/scan/sealed-record.ts';
import type { personRoutes } from '../../domain/api/routes/person-routes.ts';
import { staffActor } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { noteRead } from '../people/access-log.ts';
import { audit } from '../audit/audit.ts';
import { bundleOfVersion } from '../policy/bundle.ts';
import { dayTable, daysThere } from '../days/day-tables.ts';
import { Fault } from '../vm/fault.ts';
import { holderOfPass, type LoggedPass } from '../passes/pass-log.ts';
import { whole } from '../http/request-body.ts';
import { row, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What names one scan. */
interface ScanKey {
  device: number;
  seq: number;
  t: number;
  site: number;
}

interface StoredScan {
  showing: string | null;
  policy: number;
  pass: number;
}

/** Windows of a scan whose policy is not on record. */
const usualWindow = { pastSeconds: 90, futureSeconds: 30 };

function storedScan(app: App, key: ScanKey): StoredScan {
  const day = localDay(key.t);
  const found = daysThere(app, 'scan').includes(day)
    ? row<StoredScan>(
        app,
        ['showing', 'policy', 'pass'],
        `select detail->>${detailAt.showing} as showing, policy, pass from ${dayTable('scan', day)}
         where site = {:site} and t = {:t} and device = {:device} and seq = {:seq}`,
        { ...key },
      )
    : null;
  if (!found) throw new Fault('not-found', 'There is no such scan, or its day is no longer kept.');
  return found;
}

function holderOf(app: App, key: ScanKey, { pass }: StoredScan): LoggedPass | null {
  return pass > 0 ? holderOfPass(app, localDay(key.t), pass) : null;
}

/** Whose pass was scanned; null where nothing leads to anybody. @throws Fault 'not-found' for no such scan */
export function holderOfScan(app: App, key: ScanKey): LoggedPass | null {
  return holderOf(app, key, storedScan(app, key));
}

/**
 * Whether a scan carries its holder's signature: that the phone with this pass's key was shown at this moment, and, where a
 * sentry's code was answered, to this very sentry. Web Crypto made the signature, so a high S is taken too.
 */
export function proofOfScan(app: App, key: ScanKey): Pick<ScanProofAnswer, 'proved' | 'reason'> {
  const scan = storedScan(app, key);
  const holder = holderOf(app, key, scan);
  const no = (reason: ScanProofAnswer['reason']) => ({ proved: false, reason });
  if (holder?.paper) return no('paper');
  if (scan.showing === null) return no('no-showing');
  if (holder === null) return no('unknown-pass');
  if (holder.issued === null) return no('pass-not-kept');
  try {
    const { pass, fields } = decodeIssuedPass(fromBase64url(holder.issued));
    const showing = decodeShowing(fromBase64url(scan.showing), fields.notBefore);
    const challenged = showing.challenge.length > 0;
    const asked = challenged ? { site: key.site, device: key.device, challenge: showing.challenge } : null;
    const digest = sha256(concat(pass.body, pass.signature));
    const message = showingMessage(digest, fields.notBefore, showing.at, asked);
    const point = concat(Uint8Array.of(fields.holderYOdd ? 3 : 2), fields.holderX);
    if (!p256.verify(showing.signature, message, point, { prehash: true, lowS: false }))
      return no('signature');
    const window = bundleOfVersion(app, scan.policy)?.bundle.policy.showing ?? usualWindow;
    const late = key.t - showing.at;
    if (late > window.pastSeconds * 1000 || -late > window.futureSeconds * 1000) return no('time');
    return { proved: true, reason: challenged ? 'answered' : 'shown' };
  } catch {
    // A showing that cannot be taken apart is a thief's invention as well.
    return no('signature');
  }
}

/** POST scan/proof */
export const scanProofRoute: Handler<typeof personRoutes.proveScan> = ({ app, asker, body }) => {
  const key: ScanKey = {
    device: whole(body, 'device', 0, 0xffffffff),
    seq: whole(body, 'seq', 1, Number.MAX_SAFE_INTEGER),
    t: whole(body, 't', 0, 1e13),
    site: whole(body, 'site', 0, 0x7fffffff),
  };
  const found = proofOfScan(app, key);
  const subject = `scan:${key.site}/${key.t}/${key.device}/${key.seq}`;
  const forCase = body['case'] === undefined ? 0 : whole(body, 'case', 1, Number.MAX_SAFE_INTEGER);
  const now = Date.now();
  transact(app, (inside) => {
    audit(inside, {
      actor: staffActor(asker),
      action: 'scan.proof',
      subject: forCase > 0 ? `${subject} case:${forCase}` : subject,
    });
    const read = { kind: 'proof', right: 'scan.prove', forCase } as const;
    const holder = holderOfScan(inside, key);
    noteRead(inside, asker, read, holder ? [holder.person] : [], now);
  });
  return { ...found, now };
};
