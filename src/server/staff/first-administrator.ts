import { emailKey } from '../../domain/access/account.ts';
import { emailFormat } from '../../domain/forms/formats.ts';
import { audit } from '../audit/audit.ts';
import { row, transact } from '../vm/sql.ts';
import { os, type App } from '../vm/vm.ts';
import { makeInvitation } from './invitations.ts';
import { addAccount } from './staff-acts.ts';

/**
 * The console command `add-administrator EMAIL NAME`: whoever has the machine makes the district's first administrator, and another
 * where all are gone. It prints an invitation: no password is typed on a command line.
 * @param words of the command line after the command
 */
export function addAdministratorCommand(app: App, words: readonly string[]): void {
  try {
    addAdministrator(app, words, Date.now());
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    os.exit(1);
  }
}

/** @throws Error that says what to do */
function addAdministrator(app: App, words: readonly string[], now: number): void {
  const [address = '', ...rest] = words;
  const [email, name] = [emailFormat.read(emailKey(address)), rest.join(' ').trim()];
  if (email === null || name === '' || name.length > 100)
    throw new Error('Say who: add-administrator EMAIL NAME --dir=... (docs/operations.md, Accounts)');
  app.runAllMigrations();
  if (row(app, ['id'], 'select id from staff where email = {:email} collate nocase', { email }))
    throw new Error(`There is an account of ${email} already: nothing was made.`);
  const { code } = transact(app, (inside) => {
    const id = addAccount(inside, { email, name, number: '', roles: ['administrator'] });
    audit(inside, {
      actor: 'server',
      action: 'account.add',
      subject: `staff:${id} roles:administrator subdistricts:all by command`,
    });
    return makeInvitation(inside, { id, roles: ['administrator'] }, '', now);
  });
  console.log(
    `An administrator's account was made for ${email}. Within 72 hours, once, its password is set at\n` +
      `${os.getenv('SITECODE_ORIGIN')}/authority/#join\nwith this invitation, which is shown nowhere again:\n${code}`,
  );
}
