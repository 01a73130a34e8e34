import type { PortInfo } from '../ports/serial-port.ts';

/** What was found behind a kind of port. */
export interface RememberedDevice {
  /** The driver's id. */
  driver: string;
  baudRate: number;
  /** Staff said so: a device that answers no question is taken for this one. */
  chosen: boolean;
}

/** Where the memory lives from start to start; a text of its own format. */
export interface MemoryStorage {
  load(): string | null;
  save(text: string): void;
}

/** Of each kind of port so many devices are remembered: bridges of one kind (CH340) are behind many products. */
const mostPerKind = 4;
const mostKinds = 16;

/** Remembers what was behind which kind of port, so that it is tried first the next time. */
export class DeviceMemory {
  #kinds: Map<string, RememberedDevice[]>;
  readonly #storage: MemoryStorage | undefined;

  constructor(storage?: MemoryStorage) {
    this.#storage = storage;
    this.#kinds = parse(storage?.load() ?? null);
  }

  /** What was behind such ports, the latest first. */
  recall(port: PortInfo): readonly RememberedDevice[] {
    return this.#kinds.get(keyOf(port)) ?? [];
  }

  /** A choice of staff stands until they choose again; what was recognised does not undo it. */
  remember(port: PortInfo, found: Omit<RememberedDevice, 'chosen'>, chosen = false): void {
    const key = keyOf(port);
    const before = this.#kinds.get(key) ?? [];
    const others = before.filter((other) => other.driver !== found.driver && !(chosen && other.chosen));
    const wasChosen = before.some((other) => other.driver === found.driver && other.chosen);
    this.#kinds.delete(key);
    this.#kinds.set(key, [{ ...found, chosen: chosen || wasChosen }, ...others].slice(0, mostPerKind));
    this.#save();
  }

  /** Staff take their choice back. */
  forgetChoice(port: PortInfo): void {
    const key = keyOf(port);
    this.#kinds.set(
      key,
      this.recall(port).filter(({ chosen }) => !chosen),
    );
    this.#save();
  }

  #save(): void {
    const kept = [...this.#kinds].slice(-mostKinds);
    this.#kinds = new Map(kept);
    this.#storage?.save(JSON.stringify(kept));
  }
}

function keyOf({ usbVendorId, usbProductId }: PortInfo): string {
  return `${usbVendorId?.toString(16) ?? 'none'}:${usbProductId?.toString(16) ?? 'none'}`;
}

/** What cannot be read was never remembered: the devices are found all the same, a little later. */
function parse(text: string | null): Map<string, RememberedDevice[]> {
  try {
    const kinds: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(kinds)) return new Map();
    return new Map(
      kinds.flatMap((entry: unknown): [string, RememberedDevice[]][] => {
        if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) return [];
        return [[entry[0], entry[1].filter(isRemembered).slice(0, mostPerKind)]];
      }),
    );
  } catch {
    return new Map();
  }
}

function isRemembered(value: unknown): value is RememberedDevice {
  const { driver, baudRate, chosen } = (value ?? {}) as Partial<RememberedDevice>;
  return (
    typeof driver === 'string' && Number.isInteger(baudRate) && baudRate! > 0 && typeof chosen === 'boolean'
  );
}
