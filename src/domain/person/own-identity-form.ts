import { text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { idNumberFormat } from '../forms/formats.ts';

const idNumber = text({ most: 64, format: idNumberFormat, personal: true });

/** A number by which the server sees that it is this person's. */
export const idNumberForm = form('id-number', { idNumber });

/** Who a person is, as their phone asks it once and keeps it: the server has no name to show. */
export const ownIdentityForm = form('own-identity', { name: text({ most: 50, personal: true }), idNumber });
