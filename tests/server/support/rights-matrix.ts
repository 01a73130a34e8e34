/**
 * Who may ask what, written down by hand: nothing of it is made from the tables that the server goes by. A route, a role or a collection
 * that is missing here fails the test.
 */

/** Everybody who can ask, and of which collection their accounts are; null: nobody is signed in. */
export const askers = {
  anybody: null,
  citizen: 'citizens',
  owner: 'owners',
  sentry: 'sentries',
  superuser: '_superusers',
  administrator: 'staff',
  'fleet-operator': 'staff',
  support: 'staff',
  health: 'staff',
  'health-lead': 'staff',
  'policy-officer': 'staff',
  lab: 'staff',
  tracer: 'staff',
  'case-officer': 'staff',
  dispatcher: 'staff',
  transfer: 'staff',
  'subdistrict-officer': 'staff',
  'site-code-officer': 'staff',
  'desk-clerk': 'staff',
  'market-supervision': 'staff',
  'urban-management': 'staff',
  inspector: 'staff',
  analyst: 'staff',
  'data-officer': 'staff',
  auditor: 'staff',
} as const;
export type AskerName = keyof typeof askers;

const staff: AskerName[] = (Object.keys(askers) as AskerName[]).filter((name) => askers[name] === 'staff');
const everybody = Object.keys(askers) as AskerName[];
export const seeBoard: AskerName[] = staff.filter((name) => name !== 'lab' && name !== 'auditor');
const seeFleet: AskerName[] = ['administrator', 'fleet-operator', 'support', 'urban-management'];
const runFleet: AskerName[] = ['administrator', 'fleet-operator'];
const makePolicy: AskerName[] = ['administrator', 'health', 'health-lead', 'policy-officer'];
const keepCases: AskerName[] = ['tracer', 'case-officer'];
const openNames: AskerName[] = ['tracer', 'case-officer'];
const certify: AskerName[] = ['health-lead', 'data-officer'];
const approve: AskerName[] = [
  'administrator',
  'fleet-operator',
  'urban-management',
  'tracer',
  'case-officer',
  'health',
  'health-lead',
  'policy-officer',
  'data-officer',
];

/** Who may ask each route of a district. */
export const routeMatrix: { [route: string]: readonly AskerName[] } = {
  'GET bundle': everybody,
  'GET district': everybody,
  'POST site-code': everybody,
  'POST sentry/pair': everybody,
  'POST invitation': everybody,

  'GET me': ['citizen'],
  'GET me/access': ['citizen'],
  'GET me/agreements': ['citizen'],
  'POST me/withdraw': ['citizen'],
  'POST me/agree': ['citizen'],
  'GET me/requests': ['citizen'],
  'POST me/review': ['citizen'],
  'POST me/correction': ['citizen'],
  'POST me/request/withdraw': ['citizen'],
  'POST desk/guardian': ['desk-clerk'],
  'POST desk/guardian/end': ['desk-clerk'],
  'POST desk/review': ['desk-clerk'],
  'POST desk/correction': ['desk-clerk'],
  'POST desk/identity': ['desk-clerk'],
  'GET requests': ['health', 'health-lead', 'data-officer'],
  'POST request/decide': ['health', 'health-lead', 'data-officer'],
  'POST pass': ['citizen'],
  'POST me/identity': ['citizen'],
  'POST pass/paper/begin': ['citizen'],
  'POST pass/paper': ['citizen'],
  'POST visit': ['citizen'],
  'GET me/rosters': ['citizen'],
  'POST me/rosters/look': ['citizen'],
  'POST me/rosters/join': ['citizen'],
  'POST me/rosters/leave': ['citizen'],
  'POST password': ['citizen', 'owner', ...staff],

  'GET venue': ['owner'],
  'POST venue/pairing-code': ['owner', 'administrator', 'fleet-operator'],

  'GET roster': ['owner'],
  'GET roster/proof': ['owner'],
  'POST roster/invite': ['owner'],
  'POST roster/remove': ['owner'],
  'POST roster/shift': ['owner'],
  'POST roster/shift-end': ['owner'],

  'GET sentry/roster': ['sentry'],
  'POST sentry/roster-taken': ['sentry'],
  'GET sentry/deny-list': ['sentry'],
  'POST sentry/identify': ['sentry'],
  'POST sentry/heartbeat': ['sentry'],
  'POST sentry/scans': ['sentry'],

  'POST backup/durable': ['superuser'],

  'GET staff/me': staff,
  'GET staff/accounts': ['administrator'],
  'POST staff/add': ['administrator'],
  'POST staff/change': ['administrator'],
  'POST staff/invite': ['administrator'],
  'POST staff/second-code': ['administrator'],
  'POST staff/lock': ['administrator'],
  'POST staff/unlock': ['administrator'],
  'POST staff/end': ['administrator'],
  'POST staff/sign-out': ['administrator'],
  'POST staff/factor-reset': ['administrator'],
  'GET sign-ins': staff,
  'POST sign-out': ['citizen', 'owner', ...staff],
  'POST sign-ins/end': staff,
  'POST sign-ins/end-others': staff,
  'GET account/told': staff,
  'POST account/told': staff,
  'GET factor': staff,
  'GET passkeys': staff,
  'POST passkey/begin': staff,
  'POST passkey/add': staff,
  'POST passkey/remove': staff,
  'POST factor/begin': staff,
  'POST factor/confirm': staff,
  'GET trays': staff,
  'GET work': staff,
  'POST work': staff,
  'GET work/one': staff,
  'POST work/cancel': staff,
  'POST work/delete': staff,
  'GET work/file': staff,
  'GET map': staff,
  'GET board': seeBoard,
  'GET board/sentries': seeBoard,
  'POST alarms': seeBoard,
  'GET sites/find': staff,
  'GET sites/zones': staff,
  'POST sites': seeBoard,
  'GET sites/one': seeBoard,
  'GET fleet': seeFleet,
  'GET fleet/sentry': seeFleet,
  'POST fleet/ring': runFleet,
  'POST fleet/rollout': runFleet,
  'POST fleet/pace': runFleet,
  'POST fleet/command': runFleet,
  'POST fleet/command/withdraw': runFleet,

  'GET charter': staff,
  'GET custody': [...openNames, ...certify],
  'POST custody/key': openNames,
  'POST custody/certify': certify,
  'POST custody/hand-over': openNames,
  'POST custody/remove': certify,
  'POST name/open': openNames,
  'POST name/list': openNames,

  'POST person/find': ['health', ...openNames],
  'POST desk/find': ['desk-clerk'],
  'POST desk/register': ['desk-clerk'],
  'POST desk/paper/begin': ['desk-clerk'],
  'POST desk/paper': ['desk-clerk'],
  'POST desk/withdraw': ['desk-clerk'],
  'POST desk/lost-phone': ['desk-clerk'],
  'POST desk/rosters': ['desk-clerk'],
  'POST desk/roster/add': ['desk-clerk'],
  'POST desk/roster/remove': ['desk-clerk'],
  'POST desk/roster/import': ['desk-clerk'],
  'GET person/searches-refused': ['health-lead', 'auditor'],
  'GET overrides': ['health', 'health-lead'],
  'POST override': ['health'],
  'POST override/lift': ['health-lead'],

  'GET merges': ['health', 'health-lead', 'data-officer'],
  'POST merge': ['health'],
  'POST merge/undo': ['health'],

  'GET approvals': approve,
  'POST approval/decide': approve,
  'POST approval/withdraw': approve,

  'GET cases': keepCases,
  'POST case/hold': keepCases,
  'POST case/close': keepCases,
  'POST case/reopen': keepCases,
  'POST access/withhold': keepCases,
  'GET access/withholdings': keepCases,
  'POST access/show': keepCases,
  'POST scan/proof': ['tracer'],
  'POST audit': ['auditor'],
  'GET audit/state': ['auditor'],
  'GET deletion-certificates': ['data-officer', 'auditor'],

  'GET policy': makePolicy,
  'POST policy/decide': makePolicy,
  'POST policy/replay': makePolicy,
  'POST policy/draft': makePolicy,
  'POST policy/draft/withdraw': makePolicy,
  'POST policy/sign': makePolicy,
};

/** Which of them show staff something tied to a person, and as what the person reads it in their own log. */
export const readsOfPersons: { [route: string]: readonly string[] } = {
  'POST person/find': ['search'],
  'POST sentry/identify': ['gate'],
  'POST desk/find': ['desk'],
  'POST desk/register': ['desk'],
  'POST desk/paper': ['paper'],
  'POST desk/withdraw': ['paper'],
  'POST desk/lost-phone': ['lost-phone'],
  'GET roster': ['roster'],
  'POST desk/rosters': ['enrol'],
  'POST desk/roster/add': ['enrol'],
  'POST desk/roster/remove': ['enrol'],
  'POST desk/roster/import': ['enrol'],
  'GET overrides': ['overrides'],
  'POST override': ['colour'],
  'POST override/lift': ['colour'],
  'GET approvals': ['approvals'],
  'POST case/hold': ['hold'],
  'GET cases': ['cases'],
  'POST scan/proof': ['proof'],
  'POST name/open': ['name'],
  'POST name/list': ['name'],
  'GET access/withholdings': ['withholdings'],
  'POST desk/guardian': ['guardian'],
  'POST desk/guardian/end': ['guardian'],
  'POST desk/review': ['request'],
  'POST desk/correction': ['request'],
  'POST desk/identity': ['request'],
  'GET requests': ['requests'],
  'POST request/decide': ['request'],
  'GET merges': ['merges'],
  'POST merge': ['merge'],
  'POST merge/undo': ['merge'],
};

/** What the tests' district has not got. */
export const absent = ['GET map'];

/** What a GET names where nothing named is not found. */
export const named: { [route: string]: string } = {
  'GET sites/one': '?site=1',
  'GET roster': '?site=1',
  'GET roster/proof': '?site=1&entry=1',
};

/** Who may ask the routes that a demo district has besides. */
export const demoMatrix: { [route: string]: readonly AskerName[] } = {
  'GET demo/cast': everybody,
  'POST demo/pairing-code': everybody,
  'POST demo/pass': everybody,
  'GET demo/foreign-signers': everybody,
  'GET demo/official-key': makePolicy,
  'GET demo/custodian-key': certify,
  'GET demo/tracing-key': openNames,
  'POST demo/certify': openNames,
};

/** PocketBase's collections. Their records are listed, seen, made, changed and deleted by superusers alone, whoever asks. */
export const collections = [
  '_authOrigins',
  '_externalAuths',
  '_mfas',
  '_otps',
  '_superusers',
  'account_persons',
  'citizens',
  'district',
  'doses',
  'notices',
  'overrides',
  'owners',
  'pairing_codes',
  'persons',
  'sentries',
  'site_codes',
  'sites',
  'staff',
  'tests',
  'zones',
];
/** Whose messages of new records go to whom: the rules of those collections that have one. */
export const collectionRules: { [collection: string]: string } = {
  citizens: 'id = @request.auth.id',
  owners: 'id = @request.auth.id',
  staff: 'id = @request.auth.id',
  notices: '(@request.auth.collectionName = "owners" && site.owner = @request.auth.id)',
};
