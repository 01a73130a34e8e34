import { base64url } from '../domain/bytes.ts';
import type { CommandRow } from '../domain/fleet-api.ts';
import { commandMessage, type CommandKind, type SentryCommand } from '../domain/sentry-command.ts';
import { audit } from './audit.ts';
import { Fault } from './fault.ts';
import { keyring } from './keyring.ts';
import { numberRanges } from './rollout.ts';
import { sign } from './signing.ts';
import { row, rows, run, transact } from './sql.ts';
import type { App } from './vm.ts';

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
 * Signs a command, for one sentry or many at once (a signature takes this VM about 22 ms), and keeps it for their heartbeats.
 * @throws Fault 'not-found' when one of them is not paired: nothing is done then
 */
export function giveCommand(
  app: App,
  { devices, kind, reason, hours }: AskedCommand,
  staff: { id: string; name: string },
  now: number,
): { id: number; devices: number } {
  const wanted = [...new Set(devices)];
  return transact(app, (inside) => {
    const paired = rows<{ device: number }>(
      inside,
      ['device'],
      `select device from sentries where not revoked and device in (select value from json_each({:wanted}))`,
      { wanted: JSON.stringify(wanted) },
    );
    if (paired.length !== wanted.length) {
      throw new Fault('not-found', 'One of these sentries is not paired, or no longer: nothing was done.');
    }
    const last = row<{ id: number }>(inside, ['id'], 'select coalesce(max(id), 0) as id from commands')!;
    // By the clock, so that numbers go on rising when the database was brought back from a backup.
    const id = Math.max(now, last.id + 1);
    const command: SentryCommand = { id, kind, devices: wanted, at: now, expires: now + hours * hour };
    const body = JSON.stringify(command);
    const signer = keyring().word;
    run(
      inside,
      `insert into commands (id, kind, reason, staff, at, expires, body, key, signature)
       values ({:id}, {:kind}, {:reason}, {:staff}, {:at}, {:expires}, {:body}, {:key}, {:signature})`,
      {
        id,
        kind,
        reason,
        staff: staff.name,
        at: now,
        expires: command.expires,
        body,
        key: signer.id,
        signature: base64url(sign(signer, commandMessage(body))),
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
    return { id, devices: wanted.length };
  });
}

/** Takes back what has not been done. @throws Fault 'not-found' when nothing of it is pending */
export function withdrawCommand(app: App, id: number, staff: string): void {
  transact(app, (inside) => {
    const taken = run(
      inside,
      `update command_targets set state = 'withdrawn' where command = {:id} and state = 'pending'`,
      { id },
    );
    if (taken === 0) throw new Fault('not-found', 'Nothing of this command is still to be done.');
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
