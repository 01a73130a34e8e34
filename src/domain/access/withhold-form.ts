import { choice, number, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { shortestPurpose } from '../policy/override.ts';
import { mostDaysWithheld } from './access-log.ts';

/** What an official asks for. @param cases numbers of the open cases, as texts */
export const withholdForm = (cases: readonly string[]) =>
  form('withhold', {
    case: choice(cases),
    days: number({ min: 1, max: mostDaysWithheld }),
    reason: text({ least: shortestPurpose, most: 200 }),
  });
