/** Everything that main.pb.js registers. PocketBase's VM loads the bundle of this file once in each of its VMs. */
import { knowActs } from '../approvals/approvals.ts';
import { approvedActs } from './approved-acts.ts';
import { approvalDecideRoute, approvalsRoute, approvalWithdrawRoute } from '../approvals/approval-routes.ts';
import { auditLogRoute } from '../oversight/audit-list.ts';
import { auditStateRoute } from '../oversight/audit-state.ts';
import { checkAuditCommand } from '../audit/audit-parts.ts';
import { guardSubscriptions } from '../accounts/subscriptions.ts';
import { markBackup } from '../backup/backup-marks.ts';
import { alarmsRoute } from '../notices/alarm-list.ts';
import { backupDurableRoute } from '../backup/backup-routes.ts';
import { boardRoute, boardSentriesRoute, staffMeRoute } from '../board/board.ts';
import { bundleRoute } from '../policy/bundle.ts';
import { accessShowRoute, withholdingsRoute, withholdRoute } from '../cases/withholdings.ts';
import {
  agreementsRoute,
  agreePassRoute,
  districtRoute,
  withdrawConsentRoute,
} from '../citizens/agreements.ts';
import {
  askCorrectionRoute,
  askReviewRoute,
  decideRequestRoute,
  deskCorrectionRoute,
  deskIdentityRoute,
  deskReviewRoute,
  ownRequestsRoute,
  personRequestsRoute,
  takeBackRequestRoute,
} from '../requests/request-routes.ts';
import { addGuardianRoute, endGuardianRoute } from '../desk/guardians.ts';
import { mergeRoute, mergesRoute, unmergeRoute } from '../merges/merge-routes.ts';
import { checkDataCommand } from './check-data.ts';
import { caseCloseRoute, caseHoldRoute, caseReopenRoute, casesRoute } from '../cases/case-routes.ts';
import {
  certifyRoute,
  charterRoute,
  custodyRoute,
  handOverRoute,
  openNameRoute,
  removeTracerRoute,
  tracerKeyRoute,
} from '../custody/custody-routes.ts';
import { nameListRoute } from '../custody/named-list.ts';
import { identitiesInCommand, identitiesOutCommand } from '../custody/resealed.ts';
import { deletionCertificatesRoute } from '../retention/deletion-certificates.ts';
import {
  deskFindRoute,
  deskLostPhoneRoute,
  deskPaperBeginRoute,
  deskPaperRoute,
  deskRegisterRoute,
  deskWithdrawRoute,
} from '../desk/desk-routes.ts';
import { identifyRoute } from '../identify/identify-routes.ts';
import { denyListRoute } from '../passes/deny-list.ts';
import {
  commandRoute,
  commandWithdrawRoute,
  fleetRoute,
  fleetSentryRoute,
  paceRoute,
  ringRoute,
  rolloutRoute,
} from '../fleet/fleet-page.ts';
import { hourly, longWork, minutely } from './jobs.ts';
import { overrideLiftRoute, overrideRoute, overridesRoute } from '../statuses/override-routes.ts';
import { pairingCodeRoute, pairRoute } from '../fleet/pairing.ts';
import { gateWaysRoute, setGateWayRoute } from '../sites/gate-ways.ts';
import { gateSettingsRoute, setGatePinRoute, setGateSettingsRoute } from '../sites/gate-settings.ts';
import { paperBeginRoute, paperPassRoute } from '../passes/paper-pass.ts';
import { myAccessLogRoute } from '../citizens/my-access-log.ts';
import { meRoute, proveIdentityRoute } from '../citizens/me.ts';
import { passRoute } from '../passes/pass.ts';
import { personFindRoute, searchesRefusedRoute } from '../people/person-find.ts';
import { guardRecordLists } from '../accounts/record-lists.ts';
import { withoutPersons } from './request-log.ts';
import {
  deskEnrolRoute,
  deskRostersRoute,
  deskUnenrolRoute,
  rosterImportRoute,
} from '../rosters/desk-rosters.ts';
import {
  joinRosterRoute,
  leaveRosterRoute,
  lookAtInvitationRoute,
  ownRostersRoute,
} from '../rosters/own-rosters.ts';
import {
  rosterInviteRoute,
  rosterProofRoute,
  rosterRemoveRoute,
  rosterRoute,
  shiftEndRoute,
  shiftKeyRoute,
} from '../rosters/roster-routes.ts';
import { rosterTakenRoute, sentryRosterRoute } from '../rosters/sentry-roster.ts';
import { scanProofRoute } from '../scans/scan-proof.ts';
import { decideRoute, replayRoute } from '../policy/policy-replay.ts';
import { draftRoute, policyRoute, signRoute, withdrawRoute } from '../policy/policy-routes.ts';
import { guardEmail } from '../accounts/emails.ts';
import { auditReset, guardPassword, passwordRoute } from '../accounts/passwords.ts';
import { noteMove } from '../accounts/staff-sessions.ts';
import { watchMoves } from '../http/session-demand.ts';
import { boundSession, refuseEmailChange } from '../accounts/sessions.ts';
import { watchSignIn } from '../accounts/sign-ins.ts';
import { accountToldRoute, accountToldSeenRoute } from '../staff/account-told.ts';
import { staffFactorResetRoute, staffInviteRoute } from '../staff/by-two.ts';
import { addAdministratorCommand } from '../staff/first-administrator.ts';
import { joinRoute } from '../staff/invitations.ts';
import {
  staffAddRoute,
  staffChangeRoute,
  staffEndRoute,
  staffLockRoute,
  staffSignOutRoute,
  staffUnlockRoute,
} from '../staff/staff-acts.ts';
import { factorBeginRoute, factorConfirmRoute, factorRoute } from '../staff/factor-routes.ts';
import { signOutRoute } from '../accounts/sign-out.ts';
import { signInEndRoute, signInsEndRoute, signInsRoute } from '../staff/sign-in-routes.ts';
import {
  passkeyAddRoute,
  passkeyBeginRoute,
  passkeyRemoveRoute,
  passkeysRoute,
} from '../staff/passkey-routes.ts';
import { secondCodeRoute } from '../staff/second-code.ts';
import { staffAccountsRoute } from '../staff/staff-list.ts';
import { checkAtStart } from './start-check.ts';
import { followPerson, followTest, guardColour, guardOverrides } from '../statuses/status-hooks.ts';
import { serve } from './serve.ts';
import { siteRoute, sitesRoute } from '../sites/site-list.ts';
import { sitesFindRoute, siteZonesRoute } from '../sites/site-search.ts';
import { siteCodeRoute } from '../sites/site-codes.ts';
import { mapRoute } from '../places/outlines.ts';
import { knownWork } from './known-work.ts';
import { knowWork } from '../long-work/work-kinds.ts';
import { traysRoute } from '../oversight/trays-route.ts';
import {
  workAskRoute,
  workCancelRoute,
  workDeleteRoute,
  workFileRoute,
  workOneRoute,
  workRoute,
} from '../long-work/work-routes.ts';
import { keepPacked, staticRoute } from './static-files.ts';
import { venueRoute } from '../sites/venue.ts';
import { visitRoute } from '../citizens/visit.ts';
import { appRoutes } from '../../domain/api/app-routes.ts';
import { keepRows, type Handlers } from '../http/route-handlers.ts';
import { app } from '../vm/vm.ts';

export { rareWork } from './rare-work.ts';

knowActs(approvedActs);
watchMoves(noteMove);
knowWork(knownWork);

/** What answers each route of the table that is neither the gate's nor the demo's. */
const handlers: Handlers<typeof appRoutes> = {
  accessLog: myAccessLogRoute,
  addStaff: staffAddRoute,
  addTracerKey: tracerKeyRoute,
  alarms: alarmsRoute,
  approvals: approvalsRoute,
  askWork: workAskRoute,
  auditLog: auditLogRoute,
  auditState: auditStateRoute,
  board: boardRoute,
  beginFactor: factorBeginRoute,
  boardSentries: boardSentriesRoute,
  beginPaper: paperBeginRoute,
  bundle: bundleRoute,
  cancelWork: workCancelRoute,
  cases: casesRoute,
  certifyTracer: certifyRoute,
  changePassword: passwordRoute,
  changeStaff: staffChangeRoute,
  charter: charterRoute,
  closeCase: caseCloseRoute,
  commandSentries: commandRoute,
  custody: custodyRoute,
  decide: decideRoute,
  decideApproval: approvalDecideRoute,
  confirmFactor: factorConfirmRoute,
  declareBackup: backupDurableRoute,
  deleteWork: workDeleteRoute,
  deletionCertificates: deletionCertificatesRoute,
  denyList: denyListRoute,
  identify: identifyRoute,
  agreePass: agreePassRoute,
  agreements: agreementsRoute,
  deskBeginPaper: deskPaperBeginRoute,
  deskEnrol: deskEnrolRoute,
  deskFind: deskFindRoute,
  deskLostPhone: deskLostPhoneRoute,
  deskPaper: deskPaperRoute,
  deskRegister: deskRegisterRoute,
  deskRosters: deskRostersRoute,
  deskUnenrol: deskUnenrolRoute,
  deskWithdraw: deskWithdrawRoute,
  draftPolicy: draftRoute,
  endOtherSignIns: signInsEndRoute,
  signOut: signOutRoute,
  accountTold: accountToldRoute,
  seeAccountTold: accountToldSeenRoute,
  endShift: shiftEndRoute,
  endSignIn: signInEndRoute,
  endStaff: staffEndRoute,
  factor: factorRoute,
  findPerson: personFindRoute,
  findSites: sitesFindRoute,
  fleet: fleetRoute,
  fleetSentry: fleetSentryRoute,
  giveShiftKey: shiftKeyRoute,
  handOverKey: handOverRoute,
  holdForCase: caseHoldRoute,
  importRoster: rosterImportRoute,
  inviteStaff: staffInviteRoute,
  inviteToRoster: rosterInviteRoute,
  issuePass: passRoute,
  joinRoster: joinRosterRoute,
  joinStaff: joinRoute,
  addGuardian: addGuardianRoute,
  endGuardian: endGuardianRoute,
  district: districtRoute,
  ownRequests: ownRequestsRoute,
  askReview: askReviewRoute,
  askCorrection: askCorrectionRoute,
  takeBackRequest: takeBackRequestRoute,
  deskReview: deskReviewRoute,
  deskCorrection: deskCorrectionRoute,
  deskIdentity: deskIdentityRoute,
  personRequests: personRequestsRoute,
  decideRequest: decideRequestRoute,
  withdrawConsent: withdrawConsentRoute,
  leaveRoster: leaveRosterRoute,
  liftOverride: overrideLiftRoute,
  lockStaff: staffLockRoute,
  lookAtInvitation: lookAtInvitationRoute,
  map: mapRoute,
  me: meRoute,
  oneWork: workOneRoute,
  openName: openNameRoute,
  listNames: nameListRoute,
  overrides: overridesRoute,
  ownRosters: ownRostersRoute,
  pair: pairRoute,
  pairingCode: pairingCodeRoute,
  gateSettings: gateSettingsRoute,
  setGatePin: setGatePinRoute,
  gateWays: gateWaysRoute,
  setGateWay: setGateWayRoute,
  setGateSettings: setGateSettingsRoute,
  paperPass: paperPassRoute,
  policy: policyRoute,
  proveIdentity: proveIdentityRoute,
  proveScan: scanProofRoute,
  readSiteCode: siteCodeRoute,
  reopenCase: caseReopenRoute,
  removeFromRoster: rosterRemoveRoute,
  removeTracer: removeTracerRoute,
  replay: replayRoute,
  resetFactor: staffFactorResetRoute,
  requestOverride: overrideRoute,
  roster: rosterRoute,
  rosterProof: rosterProofRoute,
  searchesRefused: searchesRefusedRoute,
  sentryRoster: sentryRosterRoute,
  setRing: ringRoute,
  setRolloutPace: paceRoute,
  signPolicy: signRoute,
  signIns: signInsRoute,
  passkeys: passkeysRoute,
  beginPasskey: passkeyBeginRoute,
  addPasskey: passkeyAddRoute,
  removePasskey: passkeyRemoveRoute,
  giveSecondCode: secondCodeRoute,
  signStaffOut: staffSignOutRoute,
  site: siteRoute,
  sites: sitesRoute,
  staffAccounts: staffAccountsRoute,
  staffMe: staffMeRoute,
  steerRollout: rolloutRoute,
  tookRoster: rosterTakenRoute,
  trays: traysRoute,
  unlockStaff: staffUnlockRoute,
  venue: venueRoute,
  visit: visitRoute,
  withholdAccess: withholdRoute,
  withholdings: withholdingsRoute,
  showAccess: accessShowRoute,
  askMerge: mergeRoute,
  askUnmerge: unmergeRoute,
  merges: mergesRoute,
  withdrawApproval: approvalWithdrawRoute,
  withdrawCommand: commandWithdrawRoute,
  withdrawDraft: withdrawRoute,
  work: workRoute,
  workFile: workFileRoute,
  zonesOf: siteZonesRoute,
};
export const routes = keepRows(appRoutes, handlers);

/** What else main.pb.js registers. */
export const hooks = {
  auditReset,
  boundSession,
  checkAtStart,
  followPerson,
  followTest,
  guardColour,
  guardEmail,
  guardOverrides,
  guardPassword,
  guardRecordLists,
  guardSubscriptions,
  keepPacked,
  markBackup,
  refuseEmailChange,
  staticFiles: staticRoute,
  withoutPersons,
  watchSignIn,
  work: workRoute,
  workAsk: workAskRoute,
  workCancel: workCancelRoute,
  workDelete: workDeleteRoute,
  workFile: workFileRoute,
  workOne: workOneRoute,
};

export const jobs = {
  hourly: () => hourly(app),
  minutely: () => minutely(app),
  longWork: () => longWork(app),
};

export { serve };

export const commands = {
  addAdministrator: (words: readonly string[]) => addAdministratorCommand(app, words),
  checkAudit: () => checkAuditCommand(app),
  checkData: () => checkDataCommand(app),
  identitiesIn: (words: readonly string[]) => identitiesInCommand(app, words),
  identitiesOut: (words: readonly string[]) => identitiesOutCommand(app, words),
};
