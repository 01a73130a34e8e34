import type { ReplaySummary, WorkKindName, WorkSubject } from '../../domain/api/work-api.ts';
import type { App, StoredRecord } from '../vm/vm.ts';

/** Where a piece of work goes on, as plain data. */
export type Position = object;

/** What one step did. */
export interface Step {
  /** Where the next one goes on. */
  at: Position;
  /** True when that was all. */
  isOver: boolean;
  /** How many are done in all. */
  done: number;
  /** A piece of the file, in its order; '' for none. */
  text: string;
}

/** Long work of one kind, by the room whose business it is. `Asked` is what was asked for, as plain data without persons. */
export interface WorkKind<Asked = object, Next extends Position = Position> {
  /** What is asked for, of a request's body. @throws Fault 'malformed' */
  read(app: App, body: { [name: string]: unknown }, official: StoredRecord): Asked;
  /** What of it is on record beside the kind: never what somebody looked for. */
  onRecord?(asked: Asked): string;
  /** @throws Fault when this official may not ask for it, or it could not be done. Asked before each stretch, too */
  demandPossible(app: App, official: StoredRecord, asked: Asked): void;
  /** How many there are to do; null: not known. */
  total(app: App, asked: Asked): number | null;
  /**
   * Does some of it and changes nothing in the database.
   * @param from null at the beginning
   * @param until when to come to an end, UTC ms; at least a little is done in any case
   */
  step(app: App, asked: Asked, from: Next | null, until: number): Step;
  /** What the asker reads of it. */
  subject(app: App, asked: Asked): WorkSubject;
  /** What the file is called: no person, and nothing that was searched for. */
  fileName(asked: Asked): string;
  /** What is shown of it beside the file. @param at its last position */
  summary?(at: Next): ReplaySummary;
  /** Of what it found that is to stay when the work is deleted: written down in the transaction in which it ends. @param at its last position */
  keep?(app: App, at: Next, staff: string, now: number): void;
}

const kinds = new Map<WorkKindName, WorkKind>();

/** Makes the work of all rooms known. Long work lies below the rooms that ask for it, so each room's own is brought here. */
export function knowWork(known: { [name in WorkKindName]: WorkKind }): void {
  for (const [name, kind] of Object.entries(known)) kinds.set(name as WorkKindName, kind);
}

export function isWorkKind(name: string): name is WorkKindName {
  return kinds.has(name as WorkKindName);
}

/** @throws Error where the database holds work of a kind that this version does not know */
export function workKind(name: string): WorkKind {
  const kind = kinds.get(name as WorkKindName);
  if (!kind) throw new Error(`There is no work of kind "${name}".`);
  return kind;
}
