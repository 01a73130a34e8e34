import { accountId } from '../bundle/charter.ts';
import { utf8 } from '../bytes/bytes.ts';
import type { TextFormat } from '../forms/field.ts';
import { maskedNameMaxBytes } from '../text/masked-name.ts';

// Apart from the formats of all forms: what masks a name is large, and no sign-in needs it.

/** A record's id in PocketBase, as a page makes one for a record that it is about to send. */
export const recordIdFormat: TextFormat = {
  problem: 'characters',
  read: (text) => (accountId.test(text) ? text : null),
};

/** A name as strangers may see it: one star, and no more beside it than a pass holds. */
export const maskedNameFormat: TextFormat = {
  problem: 'characters',
  read: (text) => (text.split('*').length === 2 && utf8(text).length <= maskedNameMaxBytes ? text : null),
};
