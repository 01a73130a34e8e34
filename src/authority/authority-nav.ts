import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StaffRole } from '../domain/categories.ts';
import { fleetRoles } from '../domain/fleet-api.ts';
import { overrideRoles } from '../domain/override.ts';
import { policyRoles } from '../domain/policy-api.ts';
import { Texts } from '../ui/languages.ts';
import { authorityNavTexts } from '../ui/texts/authority-nav.ts';
import { theme } from '../ui/theme.ts';

/** The authority's pages and whose they are; null: everybody's whom the server lets see them. Each has its address, `#id`. */
export const authorityPages = [
  { id: 'board', text: 'board', roles: null },
  { id: 'fleet', text: 'fleet', roles: fleetRoles },
  { id: 'overrides', text: 'overrides', roles: overrideRoles },
  { id: 'policy', text: 'policy', roles: policyRoles },
  { id: 'trust', text: 'trust', roles: policyRoles },
  { id: 'replay', text: 'replay', roles: policyRoles },
] as const satisfies readonly {
  id: string;
  text: keyof (typeof authorityNavTexts)['en'];
  roles: readonly StaffRole[] | null;
}[];
export type AuthorityPage = (typeof authorityPages)[number]['id'];

/** The pages of a role; of one not yet known, those of everybody. */
export function pagesOf(role: StaffRole | null): readonly (typeof authorityPages)[number][] {
  return authorityPages.filter(
    ({ roles }) => roles === null || (role !== null && (roles as readonly StaffRole[]).includes(role)),
  );
}

/** The page that the address names, where it is one of the role's; else the board. */
export function pageOfAddress(role: StaffRole | null, hash = location.hash): AuthorityPage {
  return pagesOf(role).find(({ id }) => `#${id}` === hash)?.id ?? 'board';
}

/** Links to the pages of a role; nothing where there is but one. */
@customElement('sc-authority-nav')
export class AuthorityNav extends LitElement {
  static override styles = [
    theme,
    css`
      nav {
        display: flex;
        flex-wrap: wrap;
        gap: 4px;
        padding: 6px var(--gap) 0;
        background: var(--paper);
        border-bottom: 1px solid var(--line);
      }
      a {
        display: inline-flex;
        align-items: center;
        min-height: 44px;
        padding: 0 14px;
        color: var(--accent);
        text-decoration: none;
        border-bottom: 3px solid transparent;
      }
      a[aria-current='page'] {
        font-weight: 700;
        color: var(--ink);
        border-color: var(--accent);
      }
      a:focus-visible {
        outline: 3px solid #e69f00;
        outline-offset: -3px;
      }
    `,
  ];

  @property({ attribute: false }) staffRole: StaffRole | null = null;
  @property() page: AuthorityPage = 'board';
  readonly #texts = new Texts(this, authorityNavTexts);

  override render() {
    const { t } = this.#texts;
    const pages = pagesOf(this.staffRole);
    if (pages.length < 2) return nothing;
    return html`<nav aria-label=${t.label}>
      ${pages.map(
        ({ id, text }) =>
          html`<a href="#${id}" aria-current=${id === this.page ? 'page' : 'false'}>${t[text]}</a>`,
      )}
    </nav>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-authority-nav': AuthorityNav;
  }
}
