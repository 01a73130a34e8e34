import { csvLine, csvStart } from '../../../domain/text/csv.ts';
import { saveFile } from '../../device/save-file.ts';
import { columnText, type TableColumn } from './table-spec.ts';

/** Rows as the text of a CSV file, their columns' titles first. */
export function csvOf<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => csvLine(columns.map((column) => columnText(column, row))));
  return [csvStart, csvLine(columns.map(({ title }) => title)), ...lines].join('');
}

/** Hands a text to the person as a file. @param name without persons in it: file names are seen by others */
export function saveText(name: string, type: string, text: string): void {
  saveFile(new Blob([text], { type }), name);
}
