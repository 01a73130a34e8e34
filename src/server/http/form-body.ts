import { checkForm, type Form } from '../../domain/forms/form.ts';
import type { Fields, ValuesOf } from '../../domain/forms/field.ts';
import { Fault } from '../vm/fault.ts';

/**
 * What a value holds that must fit a form: the page that sent it checked it by the same one.
 * @param at where the value lies in the request, such as "policy.limits"; '' for the request itself
 * @throws Fault 'malformed' that names the fields at fault, and never what was in them
 */
export function demandForm<F extends Fields>(form: Form<F>, given: unknown, at = ''): ValuesOf<F> {
  const checked = checkForm(form, given);
  if (checked.problems === null) return checked.values;
  const fields = checked.problems.map(({ path, problem }) => ({
    path: [at, path].filter((part) => part !== '').join('.'),
    problem,
  }));
  const named = fields.map(({ path, problem }) => `"${path}" (${problem})`).join(', ');
  throw new Fault('malformed', `These fields are at fault: ${named}.`, { fields });
}
