import { choice, multi, text } from '../forms/fields.ts';
import { form, type FormCheck } from '../forms/form.ts';
import { emailFormat } from '../forms/formats.ts';
import { typedCharacters } from '../text/typed-text.ts';
import { shortestPassword } from './account.ts';
import { staffRoles, type StaffRole } from './rights.ts';
import { pairingCodeAlphabet } from '../site/pairing-code.ts';
import { readFactorCode } from './second-factor.ts';
import { areTogether, endReasons, invitationLength } from './staff-account.ts';

const name = text({ most: 100 });
const id = text({ most: 15 });
const together: FormCheck<{ roles: StaffRole[] }> = {
  of: ['roles'],
  at: 'roles',
  problem: 'together',
  holds: ({ roles }) => areTogether(roles),
};

/** As it is compared: letters in capitals, digits of any keyboard, without what groups them. */
const number = text({
  most: 40,
  format: {
    problem: 'staff-number',
    read: (typed) => {
      const read = typedCharacters(typed)?.toUpperCase() ?? '';
      return /^[0-9A-Z]{2,20}$/.test(read) ? read : null;
    },
  },
});

const grant = (subdistricts: readonly string[]) => ({
  name,
  number,
  roles: multi(staffRoles),
  subdistricts: multi(subdistricts, { optional: true }),
});

/** A new account. @param subdistricts those that may be given; none chosen: the whole district */
export const staffAddForm = (subdistricts: readonly string[]) =>
  form('staff-add', { email: text({ most: 254, format: emailFormat }), ...grant(subdistricts) }, [together]);

/** What an account may do from now on. */
export const staffGrantForm = (subdistricts: readonly string[]) =>
  form('staff-grant', grant(subdistricts), [together]);

/** What a request to change one carries. */
export const staffChangeForm = (subdistricts: readonly string[]) =>
  form('staff-change', { id, ...grant(subdistricts) }, [together]);

export const staffNamedForm = form('staff-named', { id });
export const staffEndForm = form('staff-end', { id, reason: choice(endReasons) });

const factorCode = text({
  most: 40,
  personal: true,
  autocomplete: 'one-time-code',
  format: { problem: 'factor', read: (typed) => readFactorCode(typed)?.code ?? null },
});

/** A code of an authenticator app, or a recovery code. */
export const factorCodeForm = form('factor-code', { code: factorCode });

/** A passkey that is to be made, and a code of the factor that is there. */
export const passkeyForm = form('passkey', { name: text({ most: 60 }), code: factorCode });

const secret = { most: 1000, secret: true, personal: true } as const;

/** Somebody's invitation, in whatever groups it is typed. */
const typedCode: Parameters<typeof text>[0] = {
  most: 60,
  personal: true,
  format: {
    problem: 'invitation',
    read: (typed) => {
      const read = typedCharacters(typed)?.toUpperCase() ?? '';
      const isKnown = [...read].every((character) => pairingCodeAlphabet.includes(character));
      return isKnown && read.length === invitationLength ? read : null;
    },
  },
};
const code = text(typedCode);
const second = text({ ...typedCode, optional: true });

/** What a request to join carries. */
export const joinRequestForm = form('join-request', { code, second, password: text(secret) });

/** The page of it: the password is typed twice. */
export const joinForm = form(
  'join',
  {
    code,
    second,
    password: text({ ...secret, least: shortestPassword.staff, autocomplete: 'new-password' }),
    again: text({ ...secret, autocomplete: 'new-password' }),
  },
  [
    {
      of: ['password', 'again'],
      at: 'again',
      problem: 'different',
      holds: (values) => values.password === values.again,
    },
  ],
);
