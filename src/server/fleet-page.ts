import type { StaffRole } from '../domain/categories.ts';
import {
  commandHours,
  fleetCommandRoles,
  fleetRoles,
  lastRing,
  mostDevices,
  reasonLength,
  rolloutActions,
  rolloutMinutes,
  usualRing,
  type CommandAnswer,
  type FleetChange,
  type FleetSentryAnswer,
} from '../domain/fleet-api.ts';
import { fleetColumns, type FleetWire } from '../domain/fleet-wire.ts';
import { commandKinds } from '../domain/sentry-command.ts';
import { answer, JsonText } from './answer.ts';
import { currentBundle } from './bundle.ts';
import { commandsOf, giveCommand, withdrawCommand } from './commands.ts';
import { chainStates } from './chains.ts';
import { Fault } from './fault.ts';
import { onlineFor } from './fleet-record.ts';
import { readBody, text, whole } from './request-body.ts';
import { rollouts, setRing, setStepMinutes, steerRollout, stepMinutes } from './rollout.ts';
import { wantedVersion } from './wanted-version.ts';
import { silentMinutes } from './silence.ts';
import { rows } from './sql.ts';
import { DynamicModel, type App, type RequestEvent, type StoredRecord } from './vm.ts';
import { whoAsks } from './who-asks.ts';

const changesShown = 100;
const commandsShown = 20;
/** Room for a thousand numbers. */
const bodyLimit = 32_768;

function demandRole(e: RequestEvent, roles: readonly StaffRole[], message: string): StoredRecord {
  const account = whoAsks(e, 'staff');
  if (!roles.includes(account.getString('role') as StaffRole)) throw new Fault('not-allowed', message);
  return account;
}

function viewer(e: RequestEvent): StoredRecord {
  return demandRole(e, fleetRoles, 'The fleet is for the administrator and urban management.');
}

function commander(e: RequestEvent): StoredRecord {
  return demandRole(e, fleetCommandRoles, 'Rings, roll-outs and commands are the administrator’s.');
}

/** Every sentry of the district, by sub-district, site and name, as a JSON text of `fleetColumns`. */
function fleetText(app: App): string {
  const model = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(
      `select json_group_array(json_array(${fleetColumns.join(', ')})) as found from (
         select f.device, d.name, s.number as site, s.name as siteName, coalesce(z.name, '') as zoneName,
           s.subdistrict, s.category, d.revoked, coalesce(r.ring, ${usualRing}) as ring, f.last_seen as lastSeen,
           f.silent_since as silentSince, f.queue, f.oldest_ms as oldestMs, f.rejected, f.held,
           f.bundle_version as bundleVersion, f.charter_version as charterVersion, f.deny_version as denyVersion,
           f.word_at as wordAt, f.skew_ms as skewMs, f.app_version as appVersion, f.camera, f.temperature, f.sound,
           f.storage, f.measured, f.body_median as bodyMedian, f.ambient_median as ambientMedian, f.boot,
           f.started_at as startedAt, f.locked, coalesce(g.missing, 0) as missing,
           coalesce(x.faults, 0) as chainFaults,
           (select group_concat(c.kind) from command_targets t join commands c on c.id = t.command
            where t.device = f.device and t.state = 'pending') as pending
         from fleet f
         join sentries d on d.device = f.device
         join sites s on s.id = d.site
         left join zones z on z.id = d.zone
         left join rings r on r.site = d.site and r.zone = d.zone and r.name = d.name
         left join (select device, sum(top - held) as missing from (
             select c.device, max(t.last) as top, sum(t.last - t.first + 1) as held
             from chains c join chain_stretches t on t.chain = c.chain group by c.chain)
           group by device) g on g.device = f.device
         left join (select c.device, count(distinct c.chain) as faults
             from chain_faults t join chains c on c.chain = t.chain group by c.device) x on x.device = f.device
         order by s.subdistrict, s.number, d.name, f.device)`,
    )
    .one(model);
  return model['found'] as string;
}

/** GET fleet */
export function fleetRoute(e: RequestEvent): void {
  answer(e, (): JsonText => {
    viewer(e);
    const { app } = e;
    const { version, bundle } = currentBundle(app);
    const wire: Omit<FleetWire, 'sentries'> = {
      newest: { version, issuedAt: bundle.issuedAt },
      wanted: Array.from({ length: lastRing + 1 }, (_, ring) => wantedVersion(app, version, ring, 0)),
      rollouts: rollouts(app),
      stepMinutes: stepMinutes(app),
      silentMinutes: silentMinutes(),
      onlineMs: onlineFor,
      now: Date.now(),
    };
    return new JsonText(`{"sentries":${fleetText(app)},${JSON.stringify(wire).slice(1)}`);
  });
}

/** GET fleet/sentry?device=N */
export function fleetSentryRoute(e: RequestEvent): void {
  answer(e, (): FleetSentryAnswer => {
    viewer(e);
    const device = Number(e.request.url.query().get('device'));
    if (!Number.isInteger(device) || device < 1) throw new Fault('malformed', '"device" must be a number.');
    return {
      device,
      changes: rows<FleetChange>(
        e.app,
        ['at', 'field', 'before', 'after'],
        `select at, field, before, after from fleet_changes where device = {:device}
         order by id desc limit ${changesShown}`,
        { device },
      ),
      commands: commandsOf(e.app, device, commandsShown),
      chains: chainStates(e.app, device),
      now: Date.now(),
    };
  });
}

function devicesOf(body: { [name: string]: unknown }): number[] {
  const { devices } = body;
  const sound =
    Array.isArray(devices) &&
    devices.length > 0 &&
    devices.length <= mostDevices &&
    devices.every((device) => Number.isInteger(device) && device > 0);
  if (!sound) throw new Fault('malformed', `"devices" must be a list of 1 to ${mostDevices} numbers.`);
  return devices as number[];
}

function oneOf<Value extends string>(
  body: { [name: string]: unknown },
  field: string,
  values: readonly Value[],
): Value {
  const value = values.find((candidate) => candidate === body[field]);
  if (!value) throw new Fault('malformed', `"${field}" must be one of ${values.join(', ')}.`);
  return value;
}

const always = () => true;

/** POST fleet/ring */
export function ringRoute(e: RequestEvent): void {
  answer(
    e,
    () => {
      const account = commander(e);
      const body = readBody(e, bodyLimit);
      const ring = whole(body, 'ring', 0, lastRing);
      return { changed: setRing(e.app, devicesOf(body), ring, `staff:${account.id}`, Date.now()) };
    },
    always,
  );
}

/** POST fleet/rollout */
export function rolloutRoute(e: RequestEvent): void {
  answer(
    e,
    () => {
      const account = commander(e);
      const body = readBody(e);
      const asked = {
        version: whole(body, 'version', 1, 1e9),
        action: oneOf(body, 'action', rolloutActions),
      };
      steerRollout(e.app, asked, `staff:${account.id}`, Date.now());
      return {};
    },
    always,
  );
}

/** POST fleet/pace */
export function paceRoute(e: RequestEvent): void {
  answer(e, () => {
    const account = commander(e);
    const minutes = whole(readBody(e), 'minutes', rolloutMinutes.min, rolloutMinutes.max);
    setStepMinutes(e.app, minutes, `staff:${account.id}`);
    return {};
  });
}

/** POST fleet/command */
export function commandRoute(e: RequestEvent): void {
  answer(
    e,
    (): CommandAnswer => {
      const account = commander(e);
      const body = readBody(e, bodyLimit);
      const reason = text(body, 'reason', reasonLength.max).trim();
      if (reason.length < reasonLength.min) {
        throw new Fault('malformed', `Give a reason of at least ${reasonLength.min} characters.`);
      }
      const asked = {
        devices: devicesOf(body),
        kind: oneOf(body, 'kind', commandKinds),
        reason,
        hours: whole(body, 'hours', commandHours.min, commandHours.max),
      };
      return giveCommand(e.app, asked, { id: account.id, name: account.getString('name') }, Date.now());
    },
    always,
  );
}

/** POST fleet/command/withdraw */
export function commandWithdrawRoute(e: RequestEvent): void {
  answer(
    e,
    () => {
      const account = commander(e);
      withdrawCommand(e.app, whole(readBody(e), 'id', 1, Number.MAX_SAFE_INTEGER), account.id);
      return {};
    },
    always,
  );
}
