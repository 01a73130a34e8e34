/** From now until the function it answers is called, a write to this store of a database fails, as on a full disk. */
export function fillDatabase(failing = 'records', database?: string): () => void {
  const original = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...given: Parameters<typeof original>) {
    const request = original.apply(this, given);
    const isIt = database === undefined || this.transaction.db.name === database;
    if (isIt && this.name === failing) this.transaction.abort();
    return request;
  };
  return () => (IDBObjectStore.prototype.put = original);
}

/** The same of every journal. */
export function fillJournal(): () => void {
  const original = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (this: Worker, message: { id: number; type: string }) {
    if (message.type !== 'append') return original.call(this, message);
    const fault = { name: 'QuotaExceededError', message: 'The disk is full.' };
    queueMicrotask(() =>
      this.dispatchEvent(new MessageEvent('message', { data: { id: message.id, fault } })),
    );
  } as typeof original;
  return () => (Worker.prototype.postMessage = original);
}

/** Both at once: nothing can be recorded. */
export function fillDisk(): () => void {
  const undo = [fillDatabase(), fillJournal()];
  return () => undo.forEach((again) => again());
}
