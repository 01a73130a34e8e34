import type { NoticePurpose } from '../domain/privacy/notices.ts';

/** The versions of the privacy notices that this page has drawn: the client says them, and none of what was not shown. */
export const shownNotices = new Map<NoticePurpose, number>();
