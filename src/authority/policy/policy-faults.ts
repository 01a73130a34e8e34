import { ApiError } from '../../sync/api-client.ts';
import { language } from '../../ui/language/languages.ts';
import { policyFaultTexts } from '../../ui/texts/authority/policy-faults.ts';

/** What went wrong on a page of policy, in words of the language now shown. */
export function faultWords(fault: unknown): string {
  const t = policyFaultTexts[language()];
  if (!(fault instanceof ApiError)) {
    return t.unexpected(fault instanceof Error ? fault.message : String(fault));
  }
  switch (fault.code) {
    case 'offline':
      return t.offline;
    case 'sign-in':
      return t.signIn;
    case 'not-allowed':
      return t.notAllowed;
    case 'not-found':
      return t.notFound;
    case 'overtaken':
      return t.overtaken;
    case 'malformed':
      return t.malformed(fault.message);
    case 'key':
      return t.key;
    case 'too-many':
      return t.tooMany;
    case 'server':
      return t.server;
    default:
      return t.unexpected(fault.message);
  }
}

/** Tells the app when a fault means that the session has ended; the app then asks to sign in. */
export function tellSessionEnd(page: EventTarget, fault: unknown): void {
  if (fault instanceof ApiError && fault.code === 'sign-in') {
    page.dispatchEvent(new CustomEvent<ApiError>('refused', { detail: fault }));
  }
}
