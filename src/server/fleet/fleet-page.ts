import type { fleetRoutes } from '../../domain/api/routes/fleet-routes.ts';
import {
  commandHours,
  lastRing,
  mostDevices,
  reasonLength,
  rolloutActions,
  rolloutMinutes,
  usualRing,
  type CommandAnswer,
  type FleetChange,
} from '../../domain/api/gate/fleet-api.ts';
import { fleetColumns, type FleetWire } from '../../domain/fleet/fleet-wire.ts';
import { commandKinds } from '../../domain/fleet/sentry-command.ts';
import { askApproval } from '../approvals/approvals.ts';
import { JsonText } from '../http/answer.ts';
import { staffActor, type Asker } from '../http/asker.ts';
import type { Handler } from '../http/route-handlers.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { currentBundle } from '../policy/bundle.ts';
import {
  areInScope,
  devicesInScope,
  commandsOf,
  demandInScope,
  giveCommand,
  takesTwo,
  withdrawCommand,
} from './commands.ts';
import { chainStates } from '../scans/chains.ts';
import { drillsToday, emergenciesToday } from '../scans/emergencies.ts';
import { Fault } from '../vm/fault.ts';
import { text, whole } from '../http/request-body.ts';
import {
  rollouts,
  setRing,
  setStepMinutes,
  steerRollout,
  stepMinutes,
  wantedSince,
} from '../policy/rollout.ts';
import { wantedVersion } from '../policy/wanted-version.ts';
import { silentMinutes, silentSinceSql } from './silence.ts';
import { rejectedByDevice } from '../scans/rejected-records.ts';
import { rows, transact } from '../vm/sql.ts';
import { DynamicModel, type App } from '../vm/vm.ts';

const changesShown = 100;
const commandsShown = 20;

/** Every sentry of the district, by sub-district, site and name, as a JSON text of `fleetColumns`. */
function fleetText(app: App, scope: readonly string[]): string {
  const model = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(
      `select json_group_array(json_array(${fleetColumns.join(', ')})) as found from (
         select f.device, d.name, s.number as site, s.name as siteName, s.nameEn as siteNameEn,
           coalesce(z.name, '') as zoneName, coalesce(z.nameEn, '') as zoneNameEn,
           s.subdistrict, s.subdistrictEn, s.category, d.revoked, coalesce(r.ring, ${usualRing}) as ring, f.last_seen as lastSeen,
           ${silentSinceSql(app, Date.now())} as silentSince, f.queue, f.oldest_ms as oldestMs,
           max(f.rejected, coalesce(j.rejected, 0)) as rejected, f.held,
           f.bundle_version as bundleVersion, f.charter_version as charterVersion, f.deny_version as denyVersion,
           f.word_at as wordAt, f.skew_ms as skewMs, f.app_version as appVersion, f.camera, f.temperature, f.sound,
           f.storage, f.measured, f.body_median as bodyMedian, f.ambient_median as ambientMedian,
           f.calibrated_at as calibratedAt, f.set_up_at as setUpAt, f.set_up_steps as setUpSteps, f.healed,
           f.restarted_at as restartedAt, f.restarted_for as restartedFor, f.boot,
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
         left join (${rejectedByDevice}) j on j.device = f.device
         where ${inScopeSql('s')}
         order by s.subdistrict, s.number, d.name, f.device)`,
    )
    .bind(scopeValue(scope))
    .one(model);
  return model['found'] as string;
}

/** GET fleet */
export const fleetRoute: Handler<typeof fleetRoutes.fleet> = ({ app, asker }) => {
  const { version, bundle } = currentBundle(app);
  const wanted = Array.from({ length: lastRing + 1 }, (_, ring) => wantedVersion(app, version, ring, 0));
  const wire: Omit<FleetWire, 'sentries'> = {
    newest: { version, issuedAt: bundle.issuedAt },
    wanted,
    wantedSince: wantedSince(app, wanted),
    rollouts: rollouts(app),
    stepMinutes: stepMinutes(app),
    silentMinutes: silentMinutes(),
    now: Date.now(),
  };
  return new JsonText(`{"sentries":${fleetText(app, asker.scope)},${JSON.stringify(wire).slice(1)}`);
};

/** GET fleet/sentry?device=N; of a sentry that is not there, or not in the account's sub-districts, it has nothing to say. */
export const fleetSentryRoute: Handler<typeof fleetRoutes.fleetSentry> = ({ app, asker, query }) => {
  const device = Number(query('device'));
  if (!Number.isInteger(device) || device < 1) throw new Fault('malformed', '"device" must be a number.');
  const now = Date.now();
  if (!areInScope(app, asker.scope, [device]))
    return { device, changes: [], commands: [], chains: [], emergenciesToday: 0, drillsToday: 0, now };
  return {
    device,
    changes: rows<FleetChange>(
      app,
      ['at', 'field', 'before', 'after'],
      `select at, field, before, after from fleet_changes where device = {:device}
       order by id desc limit ${changesShown}`,
      { device },
    ),
    commands: commandsOf(app, device, commandsShown),
    chains: chainStates(app, device),
    emergenciesToday: emergenciesToday(app, device, now),
    drillsToday: drillsToday(app, device, now),
    now,
  };
};

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

/** @throws Fault 'not-allowed' for an account of some sub-districts, where something concerns all of them */
function demandWhole({ scope }: Asker): void {
  if (scope.length > 0)
    throw new Fault('not-allowed', 'This concerns the whole district, and your account is of a part of it.');
}

/** POST fleet/ring */
export const ringRoute: Handler<typeof fleetRoutes.setRing> = (asked) => {
  const { app, asker, body } = asked;
  const ring = whole(body, 'ring', 0, lastRing);
  // Those outside of the account's sub-districts are no other than those that are not there.
  const devices = devicesInScope(app, asker.scope, devicesOf(body));
  const changed = setRing(app, devices, ring, staffActor(asker), Date.now());
  asked.tellBoards();
  return { changed };
};

/** POST fleet/rollout */
export const rolloutRoute: Handler<typeof fleetRoutes.steerRollout> = (asked) => {
  const { app, asker, body } = asked;
  demandWhole(asker);
  const wanted = {
    version: whole(body, 'version', 1, 1e9),
    action: oneOf(body, 'action', rolloutActions),
    seen: body['seen'],
  };
  steerRollout(app, wanted, staffActor(asker), Date.now());
  asked.tellBoards();
  return {};
};

/** POST fleet/pace */
export const paceRoute: Handler<typeof fleetRoutes.setRolloutPace> = ({ app, asker, body }) => {
  demandWhole(asker);
  const minutes = whole(body, 'minutes', rolloutMinutes.min, rolloutMinutes.max);
  setStepMinutes(app, minutes, staffActor(asker));
  return {};
};

/** POST fleet/command */
export const commandRoute: Handler<typeof fleetRoutes.commandSentries> = (asked) => {
  const { app, asker, body } = asked;
  const reason = text(body, 'reason', reasonLength.max).trim();
  if (reason.length < reasonLength.min) {
    throw new Fault('malformed', `Give a reason of at least ${reasonLength.min} characters.`);
  }
  const wanted = {
    devices: devicesOf(body),
    kind: oneOf(body, 'kind', commandKinds),
    reason,
    hours: whole(body, 'hours', commandHours.min, commandHours.max),
  };
  demandInScope(app, asker.scope, wanted.devices);
  const now = Date.now();
  const devices = [...new Set(wanted.devices)];
  // Looked at and given in one: several at the same moment would each see that there is room.
  const answer = transact(app, (inside): CommandAnswer => {
    if (takesTwo(inside, wanted, asker.id, now)) {
      const { kind: command, hours } = wanted;
      const subject = { kind: 'command' as const, command, devices, hours };
      asked.tellDesks();
      const approval = askApproval(inside, asker.account, { asked: subject, reason }, now);
      return { id: null, approval, devices: devices.length };
    }
    const staff = { id: asker.id, name: asker.account.getString('name') };
    return { ...giveCommand(inside, wanted, staff, now), approval: null };
  });
  asked.tellBoards();
  return answer;
};

/** POST fleet/command/withdraw */
export const commandWithdrawRoute: Handler<typeof fleetRoutes.withdrawCommand> = (asked) => {
  const { app, asker, body } = asked;
  withdrawCommand(app, whole(body, 'id', 1, Number.MAX_SAFE_INTEGER), asker);
  asked.tellBoards();
  return {};
};
