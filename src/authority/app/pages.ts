// The authority's pages as data. Each is a chunk of its own, fetched when it is opened: see CONTRIBUTING.md for how to add one.
import { hasRight, type Right } from '../../domain/access/rights.ts';
import { parseAddress } from '../../ui/kit/address/address.ts';
import type { LazyPage } from '../../ui/kit/shell/lazy-page.ts';
import type { authorityNavTexts } from '../../ui/texts/authority/authority-nav.ts';

type Words = keyof (typeof authorityNavTexts)['en'];

/** What pages are about, in the order of the navigation. */
export const pageGroups = [
  'group_board',
  'group_sites',
  'group_sentries',
  'group_persons',
  'group_rules',
  'group_oversight',
] as const satisfies readonly Words[];

export interface AuthorityPage extends LazyPage {
  /** Its address is `#id`. */
  id: string;
  /** Null where the header leads to it, and the navigation does not. */
  group: (typeof pageGroups)[number] | null;
  /** The text that is its name. */
  title: Words;
  /** What opens it. The server decides what is shown; this only leaves out what would be refused. */
  right: Right;
  tag: keyof HTMLElementTagNameMap;
}

/** In the order of the navigation. The first that a role has is where it begins. */
export const authorityPages: readonly AuthorityPage[] = [
  {
    id: 'board',
    group: 'group_board',
    title: 'board',
    right: 'board.see',
    tag: 'sc-board-page',
    load: () => import('../board/board-page.ts'),
  },
  {
    id: 'sites',
    group: 'group_sites',
    title: 'sites',
    right: 'sites.see',
    tag: 'sc-sites-page',
    load: () => import('../sites/sites-page.ts'),
  },
  {
    id: 'sentries',
    group: 'group_sentries',
    title: 'sentries',
    right: 'fleet.see',
    tag: 'sc-fleet-page',
    load: () => import('../fleet/fleet-page.ts'),
  },
  {
    id: 'desk',
    group: 'group_persons',
    title: 'desk',
    right: 'desk.serve',
    tag: 'sc-desk-page',
    load: () => import('../desk/desk-page.ts'),
  },
  {
    id: 'overrides',
    group: 'group_persons',
    title: 'overrides',
    right: 'override.see',
    tag: 'sc-overrides-page',
    load: () => import('../people/overrides-page.ts'),
  },
  {
    id: 'requests',
    group: 'group_persons',
    title: 'requests',
    right: 'requests.see',
    tag: 'sc-requests-page',
    load: () => import('../people/requests-page.ts'),
  },
  {
    id: 'names',
    group: 'group_persons',
    title: 'names',
    right: 'name.open',
    tag: 'sc-names-page',
    load: () => import('../custody/names-page.ts'),
  },
  {
    id: 'withholdings',
    group: 'group_persons',
    title: 'withholdings',
    right: 'access.withhold',
    tag: 'sc-withholdings-page',
    load: () => import('../people/withholdings-page.ts'),
  },
  {
    id: 'merges',
    group: 'group_persons',
    title: 'merges',
    right: 'merge.see',
    tag: 'sc-merges-page',
    load: () => import('../people/merges-page.ts'),
  },
  {
    id: 'policy',
    group: 'group_rules',
    title: 'policy',
    right: 'policy.see',
    tag: 'sc-policy-page',
    load: () => import('../policy/policy-page.ts'),
  },
  {
    id: 'trust',
    group: 'group_rules',
    title: 'trust',
    right: 'policy.see',
    tag: 'sc-trust-page',
    load: () => import('../trust/trust-page.ts'),
  },
  {
    id: 'replay',
    group: 'group_rules',
    title: 'replay',
    right: 'policy.replay',
    tag: 'sc-replay-page',
    load: () => import('../replay/replay-page.ts'),
  },
  {
    id: 'accounts',
    group: 'group_oversight',
    title: 'accounts',
    right: 'accounts.manage',
    tag: 'sc-accounts-page',
    load: () => import('../accounts/accounts-page.ts'),
  },
  {
    id: 'custody',
    group: 'group_oversight',
    title: 'custody',
    right: 'custody.see',
    tag: 'sc-custody-page',
    load: () => import('../custody/custody-page.ts'),
  },
  {
    id: 'audit',
    group: 'group_oversight',
    title: 'audit',
    right: 'audit.see',
    tag: 'sc-audit-page',
    load: () => import('../oversight/audit-page.ts'),
  },
  {
    id: 'approvals',
    group: null,
    title: 'approvals',
    right: 'approvals.see',
    tag: 'sc-approvals-page',
    load: () => import('../approvals/approvals-page.ts'),
  },
  {
    id: 'account',
    group: null,
    title: 'account',
    right: 'account.self',
    tag: 'sc-own-account-page',
    load: () => import('../account/own-account-page.ts'),
  },
];

/** The script that holds this list: once the server no longer has it, it has a newer version of the app. */
export const pagesScript = import.meta.url;

/** The pages of an account. @param held its roles */
export function pagesOf(held: readonly string[]): readonly AuthorityPage[] {
  return authorityPages.filter(({ right }) => hasRight(held, right));
}

/**
 * The page that the address names, where it is one of the account's; else its first. Null where it has none.
 * @param held its roles; null while they are not known: the page is opened all the same, as the server answers whom it may
 */
export function pageOfAddress(held: readonly string[] | null, hash = location.hash): AuthorityPage | null {
  const pages = held === null ? authorityPages : pagesOf(held);
  const { page } = parseAddress(hash);
  return pages.find(({ id }) => id === page) ?? pages.find(({ group }) => group !== null) ?? null;
}

/** Whether the address is that at which an invitation is used, whoever is signed in. */
export function isJoinAddress(hash = location.hash): boolean {
  return parseAddress(hash).page === 'join';
}
