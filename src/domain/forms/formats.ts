import { readDocumentNumber } from '../document/document-number.ts';
import { readPhoneNumber } from '../person/phone-number.ts';
import { readResidentId } from '../person/resident-id.ts';
import type { TextFormat } from './field.ts';

/** An e-mail address as far as a form can tell. */
export const emailFormat: TextFormat = {
  problem: 'email',
  read: (text) => (/^\S+@\S+$/.test(text) ? text : null),
  keys: 'email',
};

export const idNumberFormat: TextFormat = { problem: 'id-number', read: readResidentId };

/** Also of a travel document, and of a foreigner's permit of 2017. */
export const documentNumberFormat: TextFormat = { problem: 'document-number', read: readDocumentNumber };

export const phoneFormat: TextFormat = { problem: 'phone', read: readPhoneNumber, keys: 'tel' };

/** An address of the web that begins with https:// and is no longer than what a credential may state. */
export const webAddressFormat: TextFormat = {
  problem: 'web-address',
  read: (text) => (/^https:\/\/[^\s/]+\S*$/.test(text) ? text : null),
  keys: 'url',
};
