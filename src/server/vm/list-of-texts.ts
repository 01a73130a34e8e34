/**
 * Texts as a list that SQLite's json_each reads. It knows JSON5, where a text in single quotes may hold double ones: a scan's
 * detail is full of them, and this VM takes longer to escape them than SQLite to store the scan.
 */
export function listOfTexts(texts: readonly string[]): string {
  const all = texts.join('');
  const isPlain = !all.includes("'") && !all.includes('\\');
  return isPlain ? `['${texts.join("','")}']` : JSON.stringify(texts);
}
