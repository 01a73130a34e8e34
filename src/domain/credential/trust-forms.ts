import { choice, dateTime, file, longText, text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { webAddressFormat } from '../forms/formats.ts';

/** A whole bundle is 8 MiB at most, and grows in base64. */
export const longestImport = 4 << 20;

const issuer = { most: 200 } as const;

/** What can be changed of a key of the trust list. */
export const trustKeyForm = form(
  'trust-key',
  {
    issuer: text(issuer),
    notBefore: dateTime({ optional: true }),
    notAfter: dateTime({ optional: true }),
    suspended: choice([false, true]),
  },
  [
    {
      of: ['notBefore', 'notAfter'],
      at: 'notAfter',
      problem: 'before',
      holds: ({ notBefore, notAfter }) =>
        notBefore === undefined || notAfter === undefined || notAfter >= notBefore,
    },
  ],
);

/** Keys to take in, as a file or as pasted text, and what the person says of their issuer. */
export const trustImportForm = form(
  'trust-import',
  {
    file: file({
      accept: [
        '.pem',
        '.crt',
        '.cer',
        '.der',
        '.json',
        '.jwks',
        '.txt',
        'application/json',
        'application/x-x509-ca-cert',
      ],
      mostBytes: longestImport,
      optional: true,
    }),
    text: longText({ most: longestImport, optional: true }),
    issuer: text({ ...issuer, optional: true }),
    iss: text({ most: 500, format: webAddressFormat, optional: true }),
  },
  [
    {
      of: ['file', 'text'],
      at: 'text',
      problem: 'only-one',
      holds: (values) => values.file === undefined || values.text === undefined,
    },
  ],
);
