import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/authority/board/silent-sentries.ts';
import type { SilentSentries } from '../../../src/authority/board/silent-sentries.ts';
import { setLanguage } from '../../../src/ui/language/languages.ts';
import { now } from '../district-data.ts';
import { find, shownText } from '../find-deep.ts';
import { fleetRow } from '../fleet-data.ts';

describe('the alarm on silence', () => {
  it('names the sentries, and leads to none for who may not open their list', async () => {
    setLanguage('en');
    const alarm = await fixture<SilentSentries>(html`
      <sc-silent-sentries
        .sentries=${[fleetRow({ online: false, lastSeen: now - 600_000, silentSince: now - 600_000 })]}
        .now=${now}
      ></sc-silent-sentries>
    `);
    expect(shownText(alarm)).to.include('1 sentry has fallen silent').and.to.include('North gate');
    expect(find(alarm.shadowRoot!, 'a')).to.equal(null);
    expect(find(alarm.shadowRoot!, '[role=alert]')).to.not.equal(null);
    setLanguage('zh-CN');
  });
});
