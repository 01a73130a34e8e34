import { html } from 'lit';
import { language } from '../../ui/language/languages.ts';
import { emergencyTexts } from '../../ui/texts/gate/emergency.ts';
import { sentryTexts } from '../../ui/texts/gate/sentry.ts';
import { shapes } from '../../ui/theme/shapes.ts';

/** Over the whole stage: what was scanned cannot be kept, so nobody is let through. */
export function storageFaultNotice() {
  const t = sentryTexts[language()];
  return html`<div class="stop" role="alert">
    <h1>${t.storageTitle}</h1>
    <p>${t.storageFault}</p>
  </div>`;
}

/** Over the whole stage: a guard let somebody in by hand. */
export function letInNotice() {
  const { done, hint } = emergencyTexts[language()];
  return html`<div class="let-in" role="status">
    <svg viewBox="0 0 32 32" aria-hidden="true">${shapes.door}</svg>
    <h1>${done}</h1>
    <p>${hint}</p>
  </div>`;
}
