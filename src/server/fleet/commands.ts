import type { CommandRow } from '../../domain/api/gate/fleet-api.ts';
import type { CommandKind, SentryCommand } from '../../domain/fleet/sentry-command.ts';
import { audit } from '../audit/audit.ts';
import { inScopeSql, scopeValue } from '../places/scope.ts';
import { noteCommanded } from '../http/command-topic.ts';
import { Fault } from '../vm/fault.ts';
import { keyring } from '../keys/keyring.ts';
import { numberRanges } from '../policy/rollout.ts';
import { signed } from '../keys/signer.ts';
import { row, rows, run, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';

/** Long after its end a sentry may still say what it did in time: so long a command is kept, ms. */
const keepMs = 14 * 86_400_000;
const hour = 3_600_000;

/** A command as an administrator asks for it. */
export interface AskedCommand {
  devices: readonly number[];
  kind: CommandKind;
  reason: string;
  hours: number;
}

/**
 * Signs a command, for one sentry or many at once, and keeps it for their heartbeats.
 * @throws Fault 'not-found' when one of them is not paired: nothing is done then
 */
export function giveCommand(
  app: App,
  { devices, kind, reason, hours }: AskedCommand,
  staff: { id: string; name: string; approvedBy?: string },
  now: number,
): { id: number; devices: number } {
  const wanted = [...new Set(devices)];
  return transact(app, (inside) => {
    sitesOf(inside, wanted);
    const last = row<{ id: number }>(inside, ['id'], 'select coalesce(max(id), 0) as id from commands')!;
    // By the clock, so that numbers go on rising when the database was brought back from a backup.
    const id = Math.max(now, last.id + 1);
    const command: SentryCommand = { id, kind, devices: wanted, at: now, expires: now + hours * hour };
    const body = JSON.stringify(command);
    const key = keyring().word.id;
    run(
      inside,
      `insert into commands (id, kind, reason, staff, staff_id, approved_by, at, expires, body, key, signature)
       values ({:id}, {:kind}, {:reason}, {:staff}, {:staffId}, {:approvedBy}, {:at}, {:expires}, {:body}, {:key}, {:signature})`,
      {
        id,
        kind,
        reason,
        staff: staff.name,
        staffId: staff.id,
        approvedBy: staff.approvedBy ?? '',
        at: now,
        expires: command.expires,
        body,
        key,
        signature: signed('command', key, body),
      },
    );
    // Of two that contradict one another the later counts, also where the earlier has not arrived.
    const replaces: { [kind in CommandKind]: CommandKind[] } = {
      lock: ['lock', 'unlock'],
      unlock: ['lock', 'unlock'],
      restart: ['restart'],
      wipe: ['lock', 'unlock', 'restart', 'wipe'],
    };
    run(
      inside,
      `update command_targets set state = 'withdrawn'
       where state = 'pending' and said <> 'waiting' and device in (select value from json_each({:wanted}))
         and command in (select id from commands where kind in (select value from json_each({:kinds})))`,
      { wanted: JSON.stringify(wanted), kinds: JSON.stringify(replaces[kind]) },
    );
    run(
      inside,
      `insert into command_targets (device, command)
       select value, {:id} from json_each({:wanted})`,
      { id, wanted: JSON.stringify(wanted) },
    );
    audit(inside, {
      actor: `staff:${staff.id}`,
      action: 'sentry.command',
      subject: `command:${id} ${kind} devices:${numberRanges(wanted)}`,
    });
    noteCommanded(inside, wanted);
    return { id, devices: wanted.length };
  });
}

/** How many names of sites are told of a command. */
const sitesTold = 5;

/**
 * Names of the sites where sentries stand, five at the most.
 * @param all throws Fault 'not-found' when one of them is not paired, or no longer
 */
export function sitesOf(app: App, devices: readonly number[], all = true): string[] {
  const found = rows<{ site: string }>(
    app,
    ['site'],
    `select s.name as site from sentries d join sites s on s.id = d.site
     where not d.revoked and d.device in (select value from json_each({:devices}))`,
    { devices: JSON.stringify(devices) },
  );
  if (all && found.length !== devices.length) throw notPaired();
  return [...new Set(found.map(({ site }) => site))].slice(0, sitesTold);
}

/** Whether no paired sentry of a list stands outside an account's sub-districts. @param scope none: they are all of them */
export function areInScope(app: App, scope: readonly string[], devices: readonly number[]): boolean {
  if (scope.length === 0) return true;
  const { outside } = row<{ outside: number }>(
    app,
    ['outside'],
    `select count(*) as outside from sentries d join sites s on s.id = d.site
     where d.device in (select value from json_each({:devices})) and not ${inScopeSql('s')}`,
    { devices: JSON.stringify(devices), ...scopeValue(scope) },
  )!;
  return outside === 0;
}

/** Those of some sentries that stand in an account's sub-districts. @param scope none: they are all of them */
export function devicesInScope(app: App, scope: readonly string[], devices: readonly number[]): number[] {
  return rows<{ device: number }>(
    app,
    ['device'],
    `select d.device from sentries d join sites s on s.id = d.site
     where d.device in (select value from json_each({:devices})) and ${inScopeSql('s')}`,
    { devices: JSON.stringify(devices), ...scopeValue(scope) },
  ).map(({ device }) => device);
}

/** @throws Fault 'not-found', as for sentries that are not paired, where one stands outside an account's sub-districts */
export function demandInScope(app: App, scope: readonly string[], devices: readonly number[]): void {
  if (!areInScope(app, scope, devices)) throw notPaired();
}

function notPaired(): Fault {
  return new Fault('not-found', 'One of these sentries is not paired, or no longer: nothing was done.');
}

/** What one official commands alone: to so many different sentries within an hour. SITECODE_ONE_OFFICIAL_SENTRIES sets another number. */
export function mostAlone(): number {
  const set = os.getenv('SITECODE_ONE_OFFICIAL_SENTRIES') || '20';
  const most = Number(set);
  if (!Number.isInteger(most) || most < 0 || most > 1000)
    throw new Error(`SITECODE_ONE_OFFICIAL_SENTRIES is "${set}": it must be a whole number from 0 to 1000.`);
  return most;
}

/** Whether a command takes a second official: any wipe, and what, with those of the last hour, reaches too many sentries. */
export function takesTwo(app: App, { devices, kind }: AskedCommand, staff: string, now: number): boolean {
  if (kind === 'wipe') return true;
  const { count } = row<{ count: number }>(
    app,
    ['count'],
    `select count(*) as count from (
       select value as device from json_each({:devices}) union
       select t.device from commands c join command_targets t on t.command = c.id
       where c.staff_id = {:staff} and c.approved_by = '' and c.at > {:since})`,
    { devices: JSON.stringify(devices), staff, since: now - hour },
  )!;
  return count > mostAlone();
}

function devicesOf(app: App, command: number): number[] {
  return rows<{ device: number }>(
    app,
    ['device'],
    'select device from command_targets where command = {:command}',
    { command },
  ).map(({ device }) => device);
}

/** Takes back what has not been done. @throws Fault 'not-found' when nothing of it is pending */
export function withdrawCommand(
  app: App,
  id: number,
  { id: staff, scope }: { id: string; scope: readonly string[] },
): void {
  transact(app, (inside) => {
    const nothing = new Fault('not-found', 'Nothing of this command is still to be done.');
    if (!areInScope(inside, scope, devicesOf(inside, id))) throw nothing;
    const taken = run(
      inside,
      `update command_targets set state = 'withdrawn' where command = {:id} and state = 'pending'`,
      { id },
    );
    if (taken === 0) throw nothing;
    audit(inside, { actor: `staff:${staff}`, action: 'sentry.command-withdraw', subject: `command:${id}` });
  });
}

/** Every minute: what nobody has begun in time is over; a wipe that has begun is not. @returns whether any was */
export function endOverdueCommands(app: App, now: number): boolean {
  return (
    run(
      app,
      `update command_targets set state = 'expired'
       where state = 'pending' and command in (select id from commands where expires <= {:now})
         and not (said = 'waiting' and command in (select id from commands where kind = 'wipe'))`,
      { now },
    ) > 0
  );
}

/** Every hour: commands that ended long ago go; one that still locks a gate is kept. */
export function forgetCommands(app: App, now: number): void {
  run(
    app,
    `delete from commands where expires < {:end} and id not in (select locked from fleet)
       and id not in (select command from command_targets where state = 'pending')`,
    { end: now - keepMs },
  );
  run(app, 'delete from command_targets where command not in (select id from commands)');
}

/** The latest commands to a sentry, newest first. */
export function commandsOf(app: App, device: number, limit: number): CommandRow[] {
  return rows<CommandRow>(
    app,
    ['id', 'kind', 'reason', 'by', 'at', 'expires', 'state', 'said', 'saidAt'],
    `select c.id, c.kind, c.reason, c.staff as by, c.at, c.expires, t.state, t.said, t.said_at as saidAt
     from command_targets t join commands c on c.id = t.command
     where t.device = {:device} order by c.id desc limit {:limit}`,
    { device, limit },
  );
}
