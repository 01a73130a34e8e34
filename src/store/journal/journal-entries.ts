import type { Entry } from '../records/scan-ledger.ts';

/** The changes of a frame's text; none when it is no such list. */
export function entriesOf(text: string): Entry[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return [];
  }
  if (!Array.isArray(list) || !Number.isSafeInteger(list[0])) return [];
  return list.slice(1).filter(isEntry);
}

/** The number of the write that a frame's text belongs to; 0 when it is none. */
export function writeOf(text: string): number {
  const write = Number(/^\[(\d{1,15}),/.exec(text)?.[1] ?? 0);
  return Number.isSafeInteger(write) ? write : 0;
}

const shapes: Record<Entry[0], readonly ('text' | 'whole' | 'text?')[]> = {
  chain: ['text', 'whole', 'whole', 'text'],
  scan: ['text', 'whole', 'text', 'whole', 'text', 'text', 'whole', 'text?'],
  held: ['text', 'whole', 'whole'],
  waiting: ['text', 'whole', 'whole'],
  gone: ['text', 'whole', 'whole'],
  rejected: ['text', 'whole', 'text', 'whole'],
  salt: ['text'],
};

function isEntry(value: unknown): value is Entry {
  if (!Array.isArray(value) || typeof value[0] !== 'string' || !Object.hasOwn(shapes, value[0])) return false;
  const shape = shapes[value[0] as Entry[0]];
  return (
    value.length === shape.length + 1 &&
    shape.every((kind, index) => {
      const part: unknown = value[index + 1];
      if (kind === 'whole') return Number.isSafeInteger(part) && (part as number) >= 0;
      return typeof part === 'string' || (kind === 'text?' && part === null);
    })
  );
}
