import type { HeartbeatAnswer } from '../domain/sentry-api.ts';
import { newestVersion } from './newest-version.ts';
import { answer } from './answer.ts';
import { heldChains } from './chains.ts';
import { charter } from './charter.ts';
import { recordBeat } from './fleet-record.ts';
import { hearSaid, pendingCommands } from './pending-commands.ts';
import { readBody } from './request-body.ts';
import { turnFor } from './upload-turns.ts';
import { wantedVersion } from './wanted-version.ts';
import { prepareSession } from './sealing.ts';
import { sentryStand } from './sentry-place.ts';
import { readReport, readSaid } from './sentry-report.ts';
import type { RequestEvent } from './vm.ts';
import { whoAsks } from './who-asks.ts';
import { signedWord } from './word.ts';

/** POST sentry/heartbeat */
export function heartbeatRoute(e: RequestEvent): void {
  let changed = false;
  answer(
    e,
    (): HeartbeatAnswer => {
      const sentry = whoAsks(e, 'sentries');
      const body = readBody(e);
      const now = Date.now();
      // Both are read before anything is written: a report that is not whole changes nothing.
      const report = readReport(body, now);
      const said = readSaid(body);
      const device = sentry.getInt('device');
      changed = recordBeat(e.app, device, report, now);
      if (hearSaid(e.app, device, said, now)) changed = true;
      const newest = newestVersion(e.app);
      const { place, ring, pending } = sentryStand(e.app, sentry);
      prepareSession(e.app, body['session'], now);
      const uploadMs = report.queue > 0 ? turnFor(e.app, device, now) : 0;
      return {
        now,
        bundleVersion: wantedVersion(e.app, newest, ring, report.bundle),
        charterVersion: charter().charter.version,
        sentry: place,
        word: signedWord(e.app),
        chains: heldChains(e.app, sentry.getString('key'), body['chains']),
        ...(uploadMs > 0 && { uploadMs }),
        ...(pending > 0 && { commands: pendingCommands(e.app, device, now) }),
      };
    },
    () => changed,
  );
}
