import { followStatus } from '../passes/denied-passes.ts';
import { Fault } from '../vm/fault.ts';
import { healthStatus } from '../people/person-status.ts';
import { row } from '../vm/sql.ts';
import type { RecordEvent, RecordRequestEvent } from '../vm/vm.ts';

/**
 * Whatever writes a test or a colour through PocketBase, be it a route, an import or its dashboard, passes here: the deny
 * list follows the status in the same transaction.
 */
function inOneTransaction(e: RecordEvent, personsOf: (e: RecordEvent) => string[]): void {
  const outside = e.app;
  outside.runInTransaction((inside) => {
    e.app = inside;
    try {
      const now = Date.now();
      const before = personsOf(e).map((id) => ({ id, status: healthStatus(inside, id, now) }));
      e.next();
      for (const { id, status } of before) followStatus(inside, id, 'record', status, now);
    } finally {
      e.app = outside;
    }
  });
}

/** Before a test is made, changed or deleted. */
export function followTest(e: RecordEvent): void {
  inOneTransaction(e, ({ app, record }) => {
    const stored = row<{ person: string }>(app, ['person'], 'select person from tests where id = {:id}', {
      id: record.id,
    });
    // A test that is given to another person changes the status of both.
    return [...new Set([record.getString('person'), stored?.person ?? ''])].filter((id) => id !== '');
  });
}

/** Before a person is changed. */
export function followPerson(e: RecordEvent): void {
  inOneTransaction(e, ({ record }) => [record.id]);
}

/** PocketBase's own record routes, its dashboard included, set no colour: that takes two officials. */
export function guardColour(e: RecordRequestEvent): void {
  const { record } = e;
  const stored = row<{ colour: string }>(e.app, ['colour'], 'select colour from persons where id = {:id}', {
    id: record?.id ?? '',
  });
  if (record && record.getString('colour') !== (stored?.colour ?? '')) return refuse(e);
  e.next();
}

/** Nor do they make or change an override. */
export function guardOverrides(e: RecordRequestEvent): void {
  refuse(e);
}

function refuse(e: RecordRequestEvent): void {
  const fault = new Fault('not-allowed', 'A status is set by two officials, on the page for it.');
  e.json(fault.status, { code: fault.code, message: fault.message });
}
