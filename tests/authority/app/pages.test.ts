import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/authority/app/authority-nav.ts';
import type { AuthorityNav } from '../../../src/authority/app/authority-nav.ts';
import { authorityPages, pageOfAddress, pagesOf } from '../../../src/authority/app/pages.ts';
import { approvalRights } from '../../../src/domain/access/approval.ts';
import { hasRight, staffRoles, type StaffRole } from '../../../src/domain/access/rights.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { appears, openBoard } from '../open-app.ts';

const ids = (...held: StaffRole[]) => pagesOf(held).map(({ id }) => id);
const opens = (role: StaffRole | null, hash: string) => pageOfAddress(role && [role], hash)?.id ?? null;

describe('the authority’s pages', () => {
  beforeEach(() => setLanguage('en'));
  afterEach(() => {
    localStorage.clear();
    location.hash = '';
  });

  it('are those of a role', () => {
    for (const role of ['health', 'health-lead'] as const)
      expect(ids(role)).to.include.members(['policy', 'trust', 'replay', 'overrides']);
    for (const role of ['health', 'health-lead', 'data-officer'] as const)
      expect(ids(role)).to.include('merges');
    expect(ids('administrator')).to.not.include('merges');
    expect(ids('administrator')).to.include.members(['policy', 'trust', 'replay', 'sentries']);
    for (const role of ['administrator', 'auditor', 'policy-officer'] as const)
      expect(ids(role), 'who sees no person').to.not.include('overrides');
    expect(ids('lab', 'tracer'), 'those of each role').to.include.members(ids('tracer'));
    expect(ids('urban-management')).to.include('sentries');
    for (const role of ['tracer', 'inspector', 'analyst'] as const)
      expect(ids(role)).to.not.include.members(['policy', 'trust', 'replay', 'overrides', 'sentries']);
  });

  it('open by their addresses where they are of the role, else at its first', () => {
    expect(opens('health', '#trust')).to.equal('trust');
    expect(opens('tracer', '#trust')).to.equal('board');
    expect(opens('urban-management', '#sentries?state=silent')).to.equal('sentries');
    expect(opens('health', '#sentries')).to.equal('board');
    expect(opens('health', '#no-such-page')).to.equal('board');
    expect(opens('auditor', '#board')).to.equal('audit');
    expect(opens('lab', '#board'), 'it has none').to.equal(null);
  });

  it('open by their addresses while it is not known whose they are', () => {
    expect(opens(null, '#trust')).to.equal('trust');
    expect(opens(null, '')).to.equal('board');
  });

  it('load the elements that they name', async () => {
    await Promise.all(authorityPages.map(({ load }) => load()));
    for (const { tag } of authorityPages) expect(customElements.get(tag), tag).to.not.equal(undefined);
  }).timeout(90_000);

  it('are fetched and shown when their addresses are opened', async () => {
    const { app } = await openBoard();
    for (const page of ['trust', 'replay', 'policy'] as const) {
      location.hash = `#${page}`;
      await appears(app, `sc-${page}-page`);
    }
  });
});

describe('the navigation', () => {
  const linksIn = (nav: AuthorityNav, part: string) =>
    [...nav.shadowRoot!.querySelectorAll(`${part} a`)].map((link) => [
      link.textContent!.trim(),
      link.getAttribute('aria-current'),
    ]);
  const links = (nav: AuthorityNav) => linksIn(nav, 'nav:not(.folded)');
  const twice = () => [...authorityPages, ...authorityPages.map((page) => ({ ...page, id: `${page.id}-2` }))];

  beforeEach(() => setLanguage('en'));

  it('is flat for few pages, and not there for one', async () => {
    const few = pagesOf(['urban-management']);
    const nav = await fixture<AuthorityNav>(
      html`<sc-authority-nav
        .pages=${few}
        .page=${few.find(({ id }) => id === 'sentries')!}
      ></sc-authority-nav>`,
    );
    expect(links(nav)).to.have.length(few.filter(({ group }) => group !== null).length);
    expect(links(nav)).to.deep.include.members([
      ['Live board', 'false'],
      ['Sentries', 'page'],
    ]);
    const one = await fixture<AuthorityNav>(
      html`<sc-authority-nav .pages=${few.slice(0, 1)} .page=${few[0]!}></sc-authority-nav>`,
    );
    expect(links(one)).to.deep.equal([]);
  });

  it('puts many pages below the names of what they are about', async () => {
    const many = twice();
    const page = many.find(({ id }) => id === 'trust')!;
    const nav = await fixture<AuthorityNav>(
      html`<sc-authority-nav .pages=${many} .page=${page}></sc-authority-nav>`,
    );
    expect(links(nav)).to.deep.include.members([
      ['Board', 'false'],
      ['Rules', 'true'],
      ['Trust list', 'page'],
      ['Policy', 'false'],
    ]);
    expect(links(nav).map(([name]) => name)).to.not.include('Site codes');
  });

  it('lies in a tray too, by what the pages are about, and closes it when one is chosen', async () => {
    const many = twice();
    const nav = await fixture<AuthorityNav>(
      html`<sc-authority-nav
        .pages=${many}
        .page=${many.find(({ id }) => id === 'trust')!}
      ></sc-authority-nav>`,
    );
    expect(linksIn(nav, '.folded')).to.deep.include.members([
      ['Site codes', 'false'],
      ['Trust list', 'page'],
    ]);
    expect([...nav.shadowRoot!.querySelectorAll('.folded h3')].map((each) => each.textContent)).to.include(
      'Rules',
    );
    const tray = nav.shadowRoot!.querySelector('sc-tray')!;
    tray.show();
    const panel = tray.shadowRoot!.querySelector('[popover]')!;
    expect(panel.matches(':popover-open')).to.equal(true);
    nav.shadowRoot!.querySelector<HTMLAnchorElement>('.folded a[href="#policy"]')!.click();
    expect(panel.matches(':popover-open')).to.equal(false);
  });

  it('leaves what waits for approval to the header, which every role has that may see it', () => {
    for (const role of staffRoles) {
      const isInHeader = pagesOf([role]).some(({ id, group }) => id === 'approvals' && group === null);
      const decides = Object.values(approvalRights).some(({ decide }) => hasRight([role], decide));
      expect(isInHeader, role).to.equal(decides);
    }
  });

  it('gives every role a way to each of its pages', () => {
    for (const role of staffRoles)
      for (const id of ids(role)) expect(opens(role, `#${id}`), `${role} ${id}`).to.equal(id);
  });
});
