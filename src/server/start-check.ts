import { p256 } from '@noble/curves/nist.js';
import { fromHex, hex } from '../domain/bytes.ts';
import { keyring } from './keyring.ts';
import { os } from './vm.ts';

/**
 * Ends the start of a server that could serve nobody: with no keyring, or with keys whose halves do not belong together,
 * so that no gate would take its passes. Other commands, such as making a superuser, need no keyring.
 * @throws Error that says what to do
 */
export function checkAtStart(e: { next(): void }): void {
  e.next();
  if (!os.args.includes('serve')) return;
  const keys = keyring();
  for (const name of ['issuer', 'bundle', 'siteCode'] as const) {
    const { privateKey, publicKey } = keys[name];
    if (hex(p256.getPublicKey(fromHex(privateKey), false)) !== publicKey.toLowerCase()) {
      throw new Error(
        `The keyring's ${name} key: its public half is of another private half. Bring the keyring back from its backup.`,
      );
    }
  }
}
