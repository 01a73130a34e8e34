/** Everything that main.pb.js registers. PocketBase's VM loads the bundle of this file once in each of its VMs. */
import { guardSubscriptions } from './board-topic.ts';
import { markBackup } from './backup-marks.ts';
import { backupDurableRoute } from './backup-routes.ts';
import { boardRoute, staffMeRoute } from './board.ts';
import { bundleRoute } from './bundle.ts';
import { checkDataCommand } from './check-data.ts';
import { caseCloseRoute, caseHoldRoute, casesRoute } from './case-routes.ts';
import { deletionCertificatesRoute } from './deletion-certificates.ts';
import { denyListRoute } from './deny-list.ts';
import {
  commandRoute,
  commandWithdrawRoute,
  fleetRoute,
  fleetSentryRoute,
  paceRoute,
  ringRoute,
  rolloutRoute,
} from './fleet-page.ts';
import { hourly, minutely } from './jobs.ts';
import { overrideDecideRoute, overrideLiftRoute, overrideRoute, overridesRoute } from './override-routes.ts';
import { pairingCodeRoute, pairRoute } from './pairing.ts';
import { paperPassRoute } from './paper-pass.ts';
import { meRoute, passRoute } from './pass.ts';
import { personFindRoute } from './person-find.ts';
import { scanProofRoute } from './scan-proof.ts';
import { decideRoute, replayRoute } from './policy-replay.ts';
import { draftRoute, policyRoute, signRoute, withdrawRoute } from './policy-routes.ts';
import { auditStaffSignIn } from './sign-ins.ts';
import { checkAtStart } from './start-check.ts';
import { followCitizen, followTest, guardColour, guardOverrides } from './status-hooks.ts';
import { siteCodeRoute } from './site-codes.ts';
import { keepPacked, staticRoute } from './static-files.ts';
import { venueRoute } from './venue.ts';
import { visitRoute } from './visit.ts';
import { app } from './vm.ts';

export { rareWork } from './rare-work.ts';

export const handlers = {
  auditStaffSignIn,
  backupDurable: backupDurableRoute,
  board: boardRoute,
  bundle: bundleRoute,
  caseClose: caseCloseRoute,
  caseHold: caseHoldRoute,
  cases: casesRoute,
  checkAtStart,
  deletionCertificates: deletionCertificatesRoute,
  denyList: denyListRoute,
  fleet: fleetRoute,
  fleetCommand: commandRoute,
  fleetCommandWithdraw: commandWithdrawRoute,
  fleetPace: paceRoute,
  fleetRing: ringRoute,
  fleetRollout: rolloutRoute,
  fleetSentry: fleetSentryRoute,
  followCitizen,
  followTest,
  guardColour,
  guardOverrides,
  guardSubscriptions,
  keepPacked,
  markBackup,
  me: meRoute,
  override: overrideRoute,
  overrideDecide: overrideDecideRoute,
  overrideLift: overrideLiftRoute,
  overrides: overridesRoute,
  pair: pairRoute,
  pairingCode: pairingCodeRoute,
  paperPass: paperPassRoute,
  pass: passRoute,
  personFind: personFindRoute,
  scanProof: scanProofRoute,
  policy: policyRoute,
  policyDecide: decideRoute,
  policyDraft: draftRoute,
  policyReplay: replayRoute,
  policySign: signRoute,
  policyWithdraw: withdrawRoute,
  siteCode: siteCodeRoute,
  staffMe: staffMeRoute,
  staticFiles: staticRoute,
  venue: venueRoute,
  visit: visitRoute,
};

export const jobs = { hourly: () => hourly(app), minutely: () => minutely(app) };

export const commands = { checkData: () => checkDataCommand(app) };
