import type { CommandSaid, SignedCommand } from '../../domain/fleet/sentry-command.ts';
import { audit } from '../audit/audit.ts';
import { rows, run, transact } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** What a sentry is still to do, in the order it was given. */
export function pendingCommands(app: App, device: number, now: number): SignedCommand[] {
  return rows<SignedCommand>(
    app,
    ['body', 'key', 'signature'],
    `select c.body, c.key, c.signature from command_targets t join commands c on c.id = t.command
     where t.device = {:device} and t.state = 'pending' and (c.expires > {:now} or t.said = 'waiting')
     order by c.id`,
    { device, now },
  );
}

/** Takes what a sentry says of its commands; of those that are not its own nothing. @returns whether anything changed */
export function hearSaid(app: App, device: number, said: readonly CommandSaid[], now: number): boolean {
  if (said.length === 0) return false;
  return transact(app, (inside) => {
    let changed = false;
    for (const { id, result } of said) {
      const ended = result === 'done' || result === 'expired';
      // What was done in time counts as done, also when the word of it comes late.
      const moved = run(
        inside,
        `update command_targets set said = {:result}, said_at = {:now},
           state = case when {:result} = 'done' then 'done' when {:result} = 'expired' then 'expired' else state end
         where device = {:device} and command = {:id} and state <> 'done' and said <> {:result}
           and ({:ended} or state = 'pending')`,
        { device, id, result, now, ended: ended ? 1 : 0 },
      );
      if (moved === 0) continue;
      changed = true;
      if (result === 'waiting') continue;
      audit(inside, {
        actor: `sentry:${device}`,
        action: 'sentry.command-said',
        subject: `command:${id} ${result}`,
      });
    }
    return changed;
  });
}
