import { run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { nobodysPassword } from '../cast/nobodys-password.ts';
import { batchTables, type Batch, type BatchTable } from './batch.ts';
import { awaitPlanned, plannedFiles, readPlanned } from './planned-folder.ts';

/** Writes batches to their tables. Accounts get the hash of a password that nobody knows. */
export class Loader {
  readonly #hash: string;
  readonly #app: App;

  constructor(app: App) {
    this.#app = app;
    this.#hash = nobodysPassword(app);
  }

  load({ table, rows }: Batch): void {
    this.#insert(table, JSON.stringify(rows));
  }

  /**
   * Loads the lists of tables that were planned beside this VM.
   * @param tell told each tenth part
   */
  loadPlanned(tell: (line: string) => void): void {
    const names = plannedFiles();
    for (const [index, name] of names.entries()) {
      awaitPlanned(name.slice(0, -'.json'.length));
      this.#insert(tableOf(name), readPlanned(name));
      if ((index + 1) % Math.ceil(names.length / 10) === 0)
        tell(`${index + 1} of ${names.length} lists read`);
    }
  }

  #insert(table: BatchTable, rows: string): void {
    const { columns, besides } = batchTables[table];
    const more = Object.entries(besides);
    run(
      this.#app,
      `insert into ${table} (${[...columns, ...more.map(([name]) => name)].join(', ')})
       select ${[...columns.map((_, index) => `value->>${index}`), ...more.map(([, sql]) => sql)].join(', ')}
       from json_each({:rows})`,
      { rows, ...('password' in besides && { hash: this.#hash }) },
    );
  }
}

/** @param name such as `00012-sites.json` */
function tableOf(name: string): BatchTable {
  return name.slice(name.indexOf('-') + 1, -'.json'.length) as BatchTable;
}
