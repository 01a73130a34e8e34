import { tracingKey } from '../../domain/bundle/charter.ts';
import type { BoxKey } from '../../domain/custody/identity.ts';
import { generationOfIdentity } from '../../credentials/custody/sealed-identity.ts';
import { charter } from '../policy/charter.ts';
import { Fault } from '../vm/fault.ts';

/**
 * The tracing key that identities are sealed to.
 * @throws Fault 'key' where the charter names none: nobody new is taken then, since there is nothing to seal them with
 */
export function demandSealingKey(): BoxKey {
  const key = tracingKey(charter().charter);
  if (!key)
    throw new Fault(
      'key',
      'Nobody new can be registered: the charter names no tracing key yet. Have it made (docs/operations.md).',
    );
  return key;
}

/**
 * Sees that a text has the form of an identity sealed to the key in use. What is in it the server cannot see.
 * @throws Fault 'malformed', or 'overtaken' when it was sealed to another generation
 */
export function demandSealed(sealed: string): BoxKey {
  const key = demandSealingKey();
  let generation: number;
  try {
    generation = generationOfIdentity(sealed);
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault;
    throw new Fault('malformed', '"sealed" is no sealed identity.');
  }
  if (generation !== key.generation)
    throw new Fault('overtaken', 'The tracing key was changed meanwhile: load the page again.');
  return key;
}
