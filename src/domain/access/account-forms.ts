import { text } from '../forms/fields.ts';
import { form } from '../forms/form.ts';
import { emailFormat } from '../forms/formats.ts';
import { shortestPassword, type AccountKind } from './account.ts';

const secret = { most: 1000, secret: true, personal: true } as const;

/** Who signs in. */
export const signInForm = form('sign-in', {
  email: text({ most: 254, format: emailFormat, personal: true, autocomplete: 'username' }),
  password: text({ ...secret, autocomplete: 'current-password' }),
});

/** What a request to change one's own password carries. */
export const passwordRequestForm = form('password-request', { old: text(secret), new: text(secret) });

/** The form of it: the new one is typed twice. */
export const passwordForm = (kind: AccountKind) =>
  form(
    'password',
    {
      old: text({ ...secret, autocomplete: 'current-password' }),
      new: text({ ...secret, least: shortestPassword[kind], autocomplete: 'new-password' }),
      again: text({ ...secret, autocomplete: 'new-password' }),
    },
    [
      {
        of: ['new', 'again'],
        at: 'again',
        problem: 'different',
        holds: (values) => values.new === values.again,
      },
    ],
  );
