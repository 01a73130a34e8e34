import { hex } from '../domain/bytes/bytes.ts';

/** A visit this tab has asked for. */
interface RememberedVisit {
  code: string;
  /** 16 hexadecimal characters: the server counts an id once, however often it is sent. */
  id: string;
  /** When the id was made, UTC ms. */
  at: number;
  /** Whether the server has said that it is registered. */
  registered: boolean;
}

/** Scanned or loaded again within this time, ms, it is the same visit. */
const sameVisitMs = 60_000;
/** An id whose answer never came may have been stored: a retry within this time, ms, sends the same one. */
const unansweredMs = 10 * 60_000;
const key = 'sitecode.visit';

/** Remembers this tab's last visit, so that loading the page again does not register twice. */
export class VisitMemory {
  readonly #storage: () => Pick<Storage, 'getItem' | 'setItem'>;
  readonly #now: () => number;
  /** What this page alone knows, since the storage did not take it. */
  #unkept: RememberedVisit | null = null;

  /** @param storage a function, since a browser may throw at the mere mention of sessionStorage. */
  constructor(
    storage: () => Pick<Storage, 'getItem' | 'setItem'> = () => sessionStorage,
    now: () => number = Date.now,
  ) {
    this.#storage = storage;
    this.#now = now;
  }

  /** The id to register a visit under: the last one's when it is the same visit, else a new one. */
  idFor(code: string): string {
    const last = this.#read();
    if (last && last.code === code) {
      const age = this.#now() - last.at;
      if (age >= 0 && age < (last.registered ? sameVisitMs : unansweredMs)) return last.id;
    }
    const id = hex(crypto.getRandomValues(new Uint8Array(8)));
    this.#write({ code, id, at: this.#now(), registered: false });
    return id;
  }

  /** Notes that the server registered it. */
  registered(id: string): void {
    const last = this.#read();
    if (last?.id === id) this.#write({ ...last, registered: true });
  }

  /** Forgets it: the next person's visit is another one. */
  forget(): void {
    this.#write({ code: '', id: '', at: 0, registered: false });
  }

  #read(): RememberedVisit | null {
    if (this.#unkept) return this.#unkept;
    try {
      const text = this.#storage().getItem(key);
      const visit = (text ? JSON.parse(text) : null) as RememberedVisit | null;
      if (visit && /^[0-9a-f]{16}$/.test(visit.id) && Number.isFinite(visit.at)) return visit;
    } catch {
      // storage switched off, or another's text in it
    }
    return null;
  }

  #write(visit: RememberedVisit): void {
    try {
      this.#storage().setItem(key, JSON.stringify(visit));
      this.#unkept = null;
    } catch {
      this.#unkept = visit;
    }
  }
}
