import { choice } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { openingReasons } from './custody-api.ts';

/** For which case, and what for, a name is opened. @param cases the open ones, by number */
export function openNameForm(cases: readonly string[]) {
  return form('open-name', { case: choice(cases), reason: choice(openingReasons) });
}
