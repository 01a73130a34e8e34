/** The audit log as a file: CSV (text/csv.ts), entries in their order, then the heads that the signer signed. */
export const auditExportColumns = [
  'entry 编号',
  'time 时间',
  'who 操作者',
  'what 操作',
  'about 对象',
  'hash 哈希',
  'chained 链接文本',
  'as 身份',
] as const;

/** What the column `what` says of lines that are no entry. */
export const auditExportKinds = {
  /** Which entries an earlier version hashed under a key. */
  form: 'audit.form',
  /** A signed head. */
  head: 'audit.head',
} as const;
