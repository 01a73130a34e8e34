import type { gateRoutes } from '../../domain/api/routes/sentry-routes.ts';
import { newestVersion } from '../policy/newest-version.ts';
import type { Handler } from '../http/route-handlers.ts';
import { heldChains } from '../scans/chains.ts';
import { charter } from '../policy/charter.ts';
import { recordBeat } from './fleet-record.ts';
import { hearSaid, pendingCommands } from './pending-commands.ts';
import { turnFor } from '../scans/upload-turns.ts';
import { wantedVersion } from '../policy/wanted-version.ts';
import { healthCodePrefix } from '../keys/health-code-service.ts';
import { prepareSession } from '../keys/sealing.ts';
import { gateSettingsOf } from '../places/gate-settings.ts';
import { sentryStand } from '../places/sentry-place.ts';
import { leaveOldPlaces } from '../places/sentry-places.ts';
import { readReport, readSaid } from './sentry-report.ts';
import { signedWord } from './word.ts';

/** POST sentry/heartbeat */
export const heartbeatRoute: Handler<typeof gateRoutes.heartbeat> = (asked) => {
  const { app, body } = asked;
  const sentry = asked.asker.account;
  const now = Date.now();
  const device = sentry.getInt('device');
  // Both are read before anything is written: a report that is not whole changes nothing.
  const report = readReport(body, now);
  const said = readSaid(body);
  if (recordBeat(app, device, report, now)) asked.tellBoards();
  if (hearSaid(app, device, said, now)) asked.tellBoards();
  const newest = newestVersion(app);
  const { place, ring, pending, places, roster, settings } = sentryStand(app, sentry);
  if (places > 1) leaveOldPlaces(app, device, now);
  prepareSession(app, device, body['session'], now);
  const uploadMs = report.queue > 0 ? turnFor(app, device, now) : 0;
  const prefix = healthCodePrefix();
  return {
    now,
    bundleVersion: wantedVersion(app, newest, ring, report.bundle),
    charterVersion: charter().charter.version,
    sentry: place,
    ...(roster > 0 && { rosterVersion: roster }),
    ...(settings !== report.settings && { settings: gateSettingsOf(app, sentry.getString('site')) }),
    word: signedWord(app),
    chains: heldChains(app, sentry.getString('key'), body['chains']),
    ...(prefix && { healthCodePrefix: prefix }),
    ...(uploadMs > 0 && { uploadMs }),
    ...(pending > 0 && { commands: pendingCommands(app, device, now) }),
  };
};
