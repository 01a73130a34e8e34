import type { AccessKind } from '../../../domain/access/access-log.ts';

/**
 * Which reads of persons the request that is being answered does, as its row of the table of routes says, and whether it has noted
 * them in their logs; null outside of requests. A virtual machine answers one request at a time.
 */
let declared: { kinds: readonly AccessKind[]; noted: boolean } | null = null;

/**
 * Does a request's work.
 * @throws Error where its row says that it reads persons and it noted nothing: then nothing of its answer goes out
 */
export function declaringReads<Value>(kinds: readonly AccessKind[], work: () => Value): Value {
  const before = declared;
  const own = { kinds, noted: false };
  declared = own;
  try {
    const value = work();
    if (kinds.length > 0 && !own.noted)
      throw new Error(
        'This route reads persons, and did not note it in their logs (server/people/access-log.ts).',
      );
    return value;
  } finally {
    declared = before;
  }
}

/** @throws Error where the request that is being answered does not say that it reads persons so */
export function demandReadDeclared(kind: AccessKind): void {
  if (!declared) return;
  if (!declared.kinds.includes(kind))
    throw new Error(`This route's row says nothing of reads of persons as "${kind}" (domain/api/routes).`);
  declared.noted = true;
}
