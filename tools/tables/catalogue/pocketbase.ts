import type { Catalogue } from './entry.ts';

const own = 'PocketBase’s own';

/** Tables that PocketBase makes for itself. */
export const pocketBase: Catalogue = {
  _authOrigins: {
    purpose: `${own}: from which browsers an account signed in`,
    basis: 'duty',
    kept: 'as long as the account',
    fields: { account: 'collectionRef recordRef fingerprint', plain: 'id created updated' },
  },
  _externalAuths: {
    purpose: `${own}: sign-in by other services; not used`,
    basis: 'none',
    kept: 'empty',
    fields: { account: 'collectionRef recordRef provider providerId', plain: 'id created updated' },
  },
  _mfas: {
    purpose: `${own}: sign-ins half done`,
    basis: 'duty',
    kept: 'minutes',
    fields: { account: 'collectionRef recordRef method', plain: 'id created updated' },
  },
  _otps: {
    purpose: `${own}: one-time passwords; not used`,
    basis: 'none',
    kept: 'minutes',
    fields: { account: 'collectionRef recordRef sentTo', secret: 'password', plain: 'id created updated' },
  },
  _superusers: {
    purpose: `${own}: who installs and backs up`,
    basis: 'service',
    kept: 'as long as the account',
    fields: {
      account: 'id',
      contact: 'email emailVisibility verified',
      secret: 'password tokenKey',
      plain: 'created updated',
    },
  },
  _collections: {
    purpose: `${own}: the schema`,
    basis: 'none',
    kept: 'for good',
    fields: {
      plain:
        'id system type name fields indexes listRule viewRule createRule updateRule deleteRule options created updated',
    },
  },
  _migrations: {
    purpose: `${own}: which steps of the schema are done`,
    basis: 'none',
    kept: 'for good',
    fields: { plain: 'file applied' },
  },
  _params: {
    purpose: `${own}: settings`,
    basis: 'none',
    kept: 'one row',
    fields: { plain: 'id created updated', secret: 'value' },
  },
};
