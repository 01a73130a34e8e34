import { DynamicModel, type App } from './vm.ts';

/** Values for the `{:name}` places of a statement. */
export type Bindings = { [name: string]: string | number | null };

/**
 * Rows of a SELECT, each as an object of its columns. SQLite makes one JSON text of them: that keeps numbers and nulls as
 * they are, and is many times faster than the VM's own row objects.
 * @param columns the names of the columns that `select` answers
 */
export function rows<Row>(
  app: App,
  columns: readonly (keyof Row & string)[],
  select: string,
  values: Bindings = {},
): Row[] {
  const pairs = columns.map((column) => `'${column}', ${column}`).join(', ');
  const model = new DynamicModel({ found: '' });
  app
    .db()
    .newQuery(`select json_group_array(json_object(${pairs})) as found from (${select})`)
    .bind(values)
    .one(model);
  return JSON.parse(model['found'] as string) as Row[];
}

/** The first row, or null when there is none. */
export function row<Row>(
  app: App,
  columns: readonly (keyof Row & string)[],
  select: string,
  values: Bindings = {},
): Row | null {
  return rows<Row>(app, columns, select, values)[0] ?? null;
}

/** Runs a statement that changes something; answers how many rows. */
export function run(app: App, statement: string, values: Bindings = {}): number {
  return app.db().newQuery(statement).bind(values).execute().rowsAffected();
}

/**
 * Does `work` in one transaction and answers its value. What `work` throws undoes everything and is thrown again as it was:
 * on its way through PocketBase it would come back as another error.
 */
export function transact<Value>(app: App, work: (app: App) => Value): Value {
  let value: Value | undefined;
  let thrown: { error: unknown } | null = null;
  try {
    app.runInTransaction((inside) => {
      try {
        value = work(inside);
      } catch (error) {
        thrown = { error };
        throw error;
      }
    });
  } catch (error) {
    throw (thrown as { error: unknown } | null)?.error ?? error;
  }
  return value as Value;
}
