import type { TestDistrict } from '../../../tests/server/support/district.ts';
import { PlainError } from '../../plain-error.ts';
import { gateCode, type ServerSwitch } from '../app-district.ts';
import type { Tablet } from './tablet.ts';

/**
 * Starts a tablet whose browser was ended. Where it does not come up by itself, it is paired or loaded anew as staff would, so
 * that what it still has is counted.
 * @returns whether it came up by itself, paired and seeing
 */
export async function startAgain(
  tablet: Tablet,
  { district, server }: { district: TestDistrict; server: ServerSwitch },
  say: (what: string) => void,
): Promise<boolean> {
  const newCode = async (): Promise<string> => {
    await server.turn(true);
    return gateCode(district);
  };
  const start = await tablet.start(newCode);
  if (start === 'working') return true;
  say(`the tablet came up ${start}. The screen says: ${await tablet.words()}`);
  if (start === 'unpaired') return false;
  await tablet.kill();
  await server.turn(true);
  if ((await tablet.start(newCode)) === 'failed')
    throw new PlainError(`The tablet does not come up. Its screen says: ${await tablet.words()}`);
  return false;
}
