import { shortestPurpose } from '../policy/override.ts';
import { choice, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { documentNumberFormat, phoneFormat } from '../forms/formats.ts';

/** A person is looked for by one exact number, for a purpose that goes on record. */
export const personSearchForm = form('person-search', {
  by: choice(['idNumber', 'phone']),
  idNumber: text({
    most: 64,
    format: documentNumberFormat,
    personal: true,
    shownWhen: { field: 'by', is: ['idNumber'] },
  }),
  phone: text({ most: 64, format: phoneFormat, personal: true, shownWhen: { field: 'by', is: ['phone'] } }),
  purpose: text({ least: shortestPurpose, most: 200, personal: true }),
});
