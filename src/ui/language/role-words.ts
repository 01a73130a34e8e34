import { roles, type RoleName } from '../../domain/access/rights.ts';
import { language } from './languages.ts';

/** What an account is, in the page's language: its roles, one after the other. What is no role is shown as it came. */
export function roleWords(held: readonly string[]): string {
  return held
    .map((name) => roles[name as RoleName]?.words[language()] ?? name)
    .join(language() === 'en' ? ', ' : '、');
}
