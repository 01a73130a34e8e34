import type { venueRoutes } from '../../domain/api/routes/venue-routes.ts';
import { gateSettingsRequestForm, pinRequestForm } from '../../domain/gate/gate-settings-form.ts';
import { audit } from '../audit/audit.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import { demandForm } from '../http/form-body.ts';
import type { Handler } from '../http/route-handlers.ts';
import { demandSeen } from '../http/seen.ts';
import { gateSettingsOf } from '../places/gate-settings.ts';
import { noteOutside } from '../places/outside.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { Fault } from '../vm/fault.ts';
import { row, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** The record id of a site that is the asker's to set. @throws Fault 'not-found' for any other: nobody is told whether it exists */
export function siteToSet(app: App, asker: Asker, number: number): string {
  const site = row<{ id: string }>(
    app,
    ['id'],
    `select s.id from sites s where s.number = {:number} and s.status <> 'retired'
     and (s.owner = {:owner} or {:all}) and ${inScopeSql('s')}`,
    { number, owner: asker.id, all: isStaff(asker) ? 1 : 0, ...scopeValue(asker.scope) },
  );
  if (site) return site.id;
  noteOutside(app, asker, number, Date.now());
  throw new Fault('not-found', 'You have no site of this number.');
}

function isStaff(asker: Asker): boolean {
  return asker.account.collection().name === 'staff';
}

export function actorOf(asker: Asker): string {
  return isStaff(asker) ? staffActor(asker) : `owner:${asker.id}`;
}

/** GET gate/settings */
export const gateSettingsRoute: Handler<typeof venueRoutes.gateSettings> = ({ app, asker, query }) => {
  const number = Number(query('site'));
  const site = siteToSet(app, asker, Number.isInteger(number) ? number : 0);
  const { pin, ...settings } = gateSettingsOf(app, site);
  return { settings, hasPin: pin !== null, now: Date.now() };
};

/** Writes columns of a site's settings. @returns the new version: it rises, also where the server's clock was set back */
function write(app: App, site: string, values: { [column: string]: string | number | null }): number {
  const now = gateSettingsOf(app, site);
  const version = Math.max(Date.now(), now.version + 1);
  const all = {
    bystanders: now.bystanders,
    volume: now.volume,
    quiet_volume: now.quietVolume,
    quiet_from: now.quietFrom,
    quiet_to: now.quietTo,
    restart_hour: now.restartHour,
    pin_salt: now.pin?.salt ?? '',
    pin_hash: now.pin?.hash ?? '',
    pin_rounds: now.pin?.rounds ?? 0,
    ...values,
    site,
    version,
  };
  const columns = Object.keys(all);
  run(
    app,
    `insert or replace into gate_settings (${columns.join(', ')})
     values (${columns.map((column) => `{:${column}}`).join(', ')})`,
    all,
  );
  return version;
}

/** POST gate/settings */
export const setGateSettingsRoute: Handler<typeof venueRoutes.setGateSettings> = ({ app, asker, body }) => {
  const { seen, ...given } = body;
  const values = demandForm(gateSettingsRequestForm, given);
  const site = siteToSet(app, asker, values.site);
  return transact(app, (inside) => {
    demandSeen(seen, { version: gateSettingsOf(inside, site).version });
    const version = write(inside, site, {
      bystanders: values.bystanders,
      volume: values.volume,
      quiet_volume: values.quietVolume,
      quiet_from: values.quietFrom ?? null,
      quiet_to: values.quietTo ?? null,
      restart_hour: values.restartHour ?? null,
    });
    audit(inside, {
      actor: actorOf(asker),
      action: 'gate.settings',
      subject: `site:${values.site} ${values.bystanders}`,
    });
    return { version };
  });
};

/** POST gate/pin */
export const setGatePinRoute: Handler<typeof venueRoutes.setGatePin> = ({ app, asker, body }) => {
  const { site: number, salt, hash, rounds } = demandForm(pinRequestForm, body);
  const site = siteToSet(app, asker, number);
  return transact(app, (inside) => {
    const version = write(inside, site, { pin_salt: salt, pin_hash: hash, pin_rounds: rounds });
    audit(inside, { actor: actorOf(asker), action: 'gate.pin', subject: `site:${number}` });
    return { version };
  });
};
