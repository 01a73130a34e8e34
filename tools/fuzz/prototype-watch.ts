// What all objects inherit from must be the same after anything was read: nothing of what strangers show may be written there.

const watched = { Object, Array, Function, String, Number, Map, Set, Promise, Uint8Array, RegExp };

type Snapshot = Map<PropertyKey, unknown>;

function snapshot(prototype: object): Snapshot {
  const all = Object.getOwnPropertyDescriptors(prototype) as Record<PropertyKey, PropertyDescriptor>;
  return new Map(Reflect.ownKeys(all).map((key) => [key, all[key]!.value ?? all[key]!.get]));
}

/** Compares the built-in prototypes with what they were when it was made. */
export class PrototypeWatch {
  readonly #before = Object.entries(watched).map(
    ([name, { prototype }]) => [name, prototype as object, snapshot(prototype as object)] as const,
  );

  /**
   * The name of a prototype that is not as it was; null when all are.
   * @param thorough compares every value; otherwise only whether Object's and Array's have as many as before
   */
  changed(thorough: boolean): string | null {
    for (const [name, prototype, before] of this.#before) {
      if (!thorough) {
        if (name !== 'Object' && name !== 'Array') continue;
        if (Reflect.ownKeys(prototype).length !== before.size) return `${name}.prototype`;
        continue;
      }
      const now = snapshot(prototype);
      const same = now.size === before.size && [...before].every(([key, value]) => now.get(key) === value);
      if (!same) return `${name}.prototype`;
    }
    return null;
  }
}
