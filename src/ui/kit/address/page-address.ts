// Filters, sort and the open row stand in the page's address, so that Back brings them back and a link shows what its sender
// saw. What a person typed to find somebody never does: addresses are logged, bookmarked and sent on. It is kept in the entry
// of the history instead, which Back and a reload bring back too and nobody else reads.
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { whenSettled } from '../../overlay/overlay-entry.ts';
import { formatAddress, parseAddress, withValues, type Address, type AddressChange } from './address.ts';

/** The key in `history.state` of the texts that were typed. */
const typedKey = 'sitecodeTyped';

const listeners = new Set<() => void>();

function typedHere(): Record<string, string> {
  const state = history.state as Record<string, unknown> | null;
  return (state?.[typedKey] as Record<string, string> | undefined) ?? {};
}

/** A change of the address by `history` tells nobody: those who draw from it are told here. */
function tellAll(): void {
  for (const listener of listeners) listener();
}

window.addEventListener('popstate', tellAll);
window.addEventListener('hashchange', tellAll);

/**
 * - push: an entry of the history of its own, which Back takes away: a filter, a row that was opened
 * - replace: in the entry that is there: the next row of the same list
 */
export type AddressWay = 'push' | 'replace';

/** Reads and changes the address that is shown, and draws its host again when that changes. */
export class PageAddress implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #onChange: (() => void) | undefined;

  /** @param onChange called at every change, before the host is drawn again */
  constructor(host: ReactiveControllerHost, onChange?: () => void) {
    this.#host = host;
    this.#onChange = onChange;
    host.addController(this);
  }

  hostConnected(): void {
    listeners.add(this.#changed);
  }

  hostDisconnected(): void {
    listeners.delete(this.#changed);
  }

  get address(): Address {
    return parseAddress(location.hash);
  }

  /** All values of a name. */
  all(name: string): readonly string[] {
    return this.address.values.get(name) ?? [];
  }

  /** The first value of a name; '' when it has none. */
  one(name: string): string {
    return this.all(name)[0] ?? '';
  }

  set(change: AddressChange, way: AddressWay = 'push'): void {
    whenSettled(() => this.#set(change, way));
  }

  #set(change: AddressChange, way: AddressWay): void {
    const next = formatAddress(withValues(this.address, change));
    if (next === formatAddress(this.address)) return;
    const { pathname, search } = location;
    if (way === 'push') history.pushState({ [typedKey]: typedHere() }, '', pathname + search + next);
    else history.replaceState(history.state, '', pathname + search + next);
    tellAll();
  }

  /** What was typed into a field. @param name the field's */
  typed(name: string): string {
    return typedHere()[name] ?? '';
  }

  type(name: string, text: string): void {
    whenSettled(() => this.#type(name, text));
  }

  #type(name: string, text: string): void {
    const { [name]: _before, ...others } = typedHere();
    const typed = text === '' ? others : { ...others, [name]: text };
    history.replaceState({ ...(history.state as object | null), [typedKey]: typed }, '');
    tellAll();
  }

  readonly #changed = (): void => {
    this.#onChange?.();
    this.#host.requestUpdate();
  };
}
