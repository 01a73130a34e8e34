import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import '../../ui/kit/tray/tray.ts';
import type { Tray } from '../../ui/kit/tray/tray.ts';
import { Texts } from '../../ui/language/languages.ts';
import { authorityNavTexts } from '../../ui/texts/authority/authority-nav.ts';
import { controls, theme } from '../../ui/theme/theme.ts';
import { pageGroups, type AuthorityPage } from './pages.ts';

/** More pages than these stand below the names of their groups. */
const mostInOneRow = 7;

type Group = (typeof pageGroups)[number];

/**
 * Links to the pages of an official, in their groups where they are many; nothing where there is but one. Where the screen is
 * narrow for its letters they lie in a tray, whose button has the name of the open page.
 */
@customElement('sc-authority-nav')
export class AuthorityNav extends LitElement {
  static override styles = [
    theme,
    controls,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
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
      nav.below {
        background: var(--ground);
      }
      a:not([aria-current='false']) {
        font-weight: 700;
        color: var(--ink);
        border-color: var(--accent);
      }
      a:focus-visible {
        outline: 3px solid #e69f00;
        outline-offset: -3px;
      }
      nav.folded {
        display: none;
        padding: 4px 10px;
      }
      .all {
        display: grid;
        gap: 2px;
      }
      .all h3 {
        margin-top: 8px;
        font-size: 0.875rem;
        color: var(--ink-soft);
      }
      .all a {
        justify-self: start;
      }
      @container (width < 48rem) {
        nav {
          display: none;
        }
        nav.folded {
          display: flex;
        }
      }
    `,
  ];

  /** Those that may be opened. */
  @property({ attribute: false }) pages: readonly AuthorityPage[] = [];
  /** The one that is open. */
  @property({ attribute: false }) page: AuthorityPage | null = null;
  @query('sc-tray') private tray!: Tray;
  readonly #texts = new Texts(this, authorityNavTexts);

  override render() {
    const { page } = this;
    const pages = this.pages.filter(({ group }) => group !== null);
    if (pages.length < 2) return nothing;
    const groups = pageGroups.filter((group) => pages.some((each) => each.group === group));
    const isFlat = pages.length <= mostInOneRow;
    return html`${this.#folded(pages, isFlat ? [] : groups)}
    ${isFlat ? this.#row(pages) : this.#rows(pages, groups, page?.group ?? null)}`;
  }

  #row(pages: readonly AuthorityPage[]) {
    return html`<nav aria-label=${this.#texts.t.label}>${pages.map((each) => this.#link(each))}</nav>`;
  }

  #rows(pages: readonly AuthorityPage[], groups: readonly Group[], open: Group | null) {
    const { t } = this.#texts;
    const inGroup = pages.filter(({ group }) => group === open);
    return html`
      <nav aria-label=${t.label}>
        ${groups.map((group) => {
          const first = pages.find((each) => each.group === group)!;
          return html`<a href="#${first.id}" aria-current=${group === open ? 'true' : 'false'}
            >${t[group]}</a
          >`;
        })}
      </nav>
      ${
        open && inGroup.length > 1
          ? html`<nav class="below" aria-label=${t[open]}>${inGroup.map((each) => this.#link(each))}</nav>`
          : nothing
      }
    `;
  }

  /** @param groups none: the pages stand below no names */
  #folded(pages: readonly AuthorityPage[], groups: readonly Group[]) {
    const { t } = this.#texts;
    const name = this.page ? t[this.page.title] : t.label;
    const links = (group: Group | null) =>
      pages.filter((each) => group === null || each.group === group).map((each) => this.#link(each));
    return html`<nav class="folded" aria-label=${t.label}>
      <sc-tray label=${t.label} said=${`${t.label} ${name}`}>
        <span slot="label">☰ ${name}</span>
        <div class="all" @click=${this.#followed}>
          ${
            groups.length === 0
              ? links(null)
              : groups.map(
                  (group) =>
                    html`<h3>${t[group]}</h3>
                      ${links(group)}`,
                )
          }
        </div>
      </sc-tray>
    </nav>`;
  }

  #link(each: AuthorityPage) {
    const isOpen = each.id === this.page?.id;
    return html`<a href="#${each.id}" aria-current=${isOpen ? 'page' : 'false'}
      >${this.#texts.t[each.title]}</a
    >`;
  }

  readonly #followed = ({ target }: Event): void => {
    if (target instanceof HTMLAnchorElement) this.tray.hide();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'sc-authority-nav': AuthorityNav;
  }
}
