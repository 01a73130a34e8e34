import type { TestDistrict } from '../../tests/server/support/district.ts';
import { PlainError } from '../plain-error.ts';
import { gateCode } from './app-district.ts';
import type { Tablet } from './tablet.ts';

/**
 * Starts a tablet whose browser was ended. Where it does not come up by itself, it is paired or loaded anew as staff would, so
 * that what it still has is counted.
 * @returns whether it came up by itself, paired and seeing
 */
export async function startAgain(
  tablet: Tablet,
  district: TestDistrict,
  { run, isUp, tell }: { run: number; isUp: boolean; tell: (line: string) => void },
): Promise<boolean> {
  const newCode = async (): Promise<string> => {
    if (!isUp) throw new PlainError(`Run ${run}: the tablet lost its pairing while the server was away.`);
    return gateCode(district);
  };
  const start = await tablet.start(newCode);
  if (start === 'working') return true;
  tell(`Run ${run}: the tablet came up ${start}. The screen says: ${await tablet.words()}`);
  if (start === 'unpaired') return false;
  await tablet.kill();
  const second = await tablet.start(newCode);
  if (second === 'failed')
    throw new PlainError(`Run ${run}: the tablet does not come up. The screen says: ${await tablet.words()}`);
  return false;
}
