import { choice, number, text } from '../../forms/fields.ts';
import { form } from '../../forms/form.ts';
import { longestOverrideDays, overrideColours, overrideReasons, type OverrideColour } from '../override.ts';

/** What an official asks for. @param colours those that may be asked for: on a page all but the person's own */
export const overrideForm = (colours: readonly OverrideColour[] = overrideColours) =>
  form('override', {
    colour: choice(colours),
    reason: choice(overrideReasons),
    days: number({ min: 1, max: longestOverrideDays }),
  });

/** What a request carries: the form, and for whom. */
export const overrideRequestForm = form('override-request', {
  handle: text({ most: 500, personal: true }),
  ...overrideForm().fields,
});
