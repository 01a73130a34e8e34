/**
 * The one way in which devices tell what happened: `thing.on('state', (state) => ...)` returns the function that ends it.
 * Not the browser's EventTarget: the events stay typed without casts, and nothing here needs a page.
 */
export class Listeners<Events extends object> {
  readonly #sets = new Map<keyof Events, Set<(event: never) => void>>();

  /**
   * Calls `listener` on each event of the type from now on.
   * @returns a function that removes the listener; calling it again does nothing
   */
  on<Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void): () => void {
    let set = this.#sets.get(type);
    if (!set) this.#sets.set(type, (set = new Set()));
    // A wrapper of its own, so that the same function added twice is two listeners, each with its own end.
    const entry = (event: Events[Type]): void => listener(event);
    set.add(entry);
    return () => set.delete(entry);
  }

  /** Calls every listener of the type. One that throws is reported and stops neither the others nor the sender. */
  emit<Type extends keyof Events>(type: Type, event: Events[Type]): void {
    for (const listener of [...(this.#sets.get(type) ?? [])] as ((event: Events[Type]) => void)[]) {
      try {
        listener(event);
      } catch (error) {
        if (typeof reportError === 'function') reportError(error);
        else console.error(error);
      }
    }
  }
}
