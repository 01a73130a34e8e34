import type { ApiError } from '../../../sync/api-client.ts';
import { count } from '../../language/format.ts';
import { language } from '../../language/languages.ts';
import { actionTexts } from '../../texts/kit/action.ts';

/** A page's own words for a code, or for one of its cases (`not-allowed alone`), where the usual ones would say too little. */
export type FaultWords = Partial<Record<ApiError['code'] | `${ApiError['code']} ${string}`, string>>;

/**
 * What a person is told of a refusal: what happened, what changed and what to do, in the language now shown.
 * @param own words of the page, which go before the usual ones
 * @param how 'read' where nothing was to be changed
 */
export function faultWords(fault: ApiError, own: FaultWords = {}, how: 'read' | 'change' = 'change'): string {
  const special = (fault.reason && own[`${fault.code} ${fault.reason}`]) || own[fault.code];
  if (special) return special;
  const t = actionTexts[language()];
  switch (fault.code) {
    case 'offline':
      return how === 'read' ? t.unread : t.unanswered;
    case 'not-allowed':
      return t.notAllowed;
    case 'overtaken':
      return t.overtaken;
    case 'not-found':
      return t.notFound;
    case 'malformed':
      return t.malformed;
    case 'too-many':
      return t.tooMany;
    case 'busy':
      return t.busyServer(count(Math.max(1, Math.ceil((fault.retryMs ?? 2000) / 1000)), language()));
    case 'signer':
      return t.signerAway;
    default:
      return t.server;
  }
}
