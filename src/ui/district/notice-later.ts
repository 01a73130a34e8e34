import { html } from 'lit';
import type { NoticePurpose } from '../../domain/privacy/notices.ts';

let isLoading = false;

/** The privacy notice of a purpose, for first views: its texts are loaded when it is drawn for the first time. */
export function privacyNotice(purpose: NoticePurpose) {
  // Not to be had: the page says no version then, as nothing was shown.
  if (!isLoading) void import('./privacy-notice.ts').catch(() => (isLoading = false));
  isLoading = true;
  return html`<sc-privacy-notice purpose=${purpose}></sc-privacy-notice>`;
}
