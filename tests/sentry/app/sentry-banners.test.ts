import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/sentry/app/sentry-banners.ts';
import { language } from '../../../src/ui/language/languages.ts';
import { sentryTexts } from '../../../src/ui/texts/gate/sentry.ts';
import { minute, noon } from '../../support/district.ts';
import { gateState } from '../passages.ts';

describe('sc-sentry-banners', () => {
  const words = async (movedAt: number | null) => {
    const banners = await fixture(
      html`<sc-sentry-banners
        .gateState=${gateState({ movedAt })}
        .now=${noon}
        place="Mall · North gate"
      ></sc-sentry-banners>`,
    );
    return banners.shadowRoot!.textContent!;
  };
  const moved = sentryTexts[language()].movedBanner('Mall · North gate');

  it('names the place that the sentry was given, for ten minutes', async () => {
    expect(await words(noon - 9 * minute)).to.contain(moved);
    expect(await words(noon - 10 * minute)).to.not.contain(moved);
    expect(await words(null)).to.not.contain(moved);
  });
});
