import { webcrypto } from 'node:crypto';
import {
  holdPass,
  holderPoint,
  createHolderKey,
  showPass,
  type HeldPass,
} from '../../../src/credentials/pass/holder.ts';
import { base64url } from '../../../src/domain/bytes/bytes.ts';
import type { DemoPerson } from '../../../src/domain/api/demo-api.ts';
import type { PassAnswer } from '../../../src/domain/api/api.ts';
import type { DemoDistrict } from './demo-district.ts';

// The credentials' code asks for the browser's global; Node 20 has it too, older ones under another name.
globalThis.crypto ??= webcrypto as Crypto;

/** A visitor's phone: a pass of the demo's cast, shown with the project's own holder code. */
export class Phone {
  private constructor(readonly held: HeldPass) {}

  static async of(district: DemoDistrict, person: DemoPerson, ageMinutes = 60): Promise<Phone> {
    const keys = await createHolderKey();
    const holderKey = base64url(await holderPoint(keys));
    const answer = await district.ask<PassAnswer>('demo/pass', null, { person, holderKey, ageMinutes });
    return new Phone(holdPass(answer.pass, keys));
  }

  /** The QR text shown at a moment; now when left out. */
  async text(at = Date.now()): Promise<string> {
    const text = await showPass(this.held, at);
    if (text === null) throw new Error('The pass has no life at that time.');
    return text;
  }
}
