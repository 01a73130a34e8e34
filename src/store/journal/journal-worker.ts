/** The thread that writes the journal: only here can files be written and flushed at once. Protocol: journal-messages.ts. */
import { JournalLog } from './journal-log.ts';
import type { JournalAnswer, JournalRequest } from './journal-messages.ts';
import { OpfsFolder } from '../browser/opfs-folder.ts';

let log: JournalLog | null = null;
let turn: Promise<void> = Promise.resolve();

function answer(message: JournalAnswer): void {
  self.postMessage(message);
}

function opened(): JournalLog {
  if (!log) throw new Error('The journal is not open.');
  return log;
}

async function act(request: JournalRequest): Promise<void> {
  const { id } = request;
  switch (request.type) {
    case 'open':
      log?.close();
      log = null;
      log = await JournalLog.open(await OpfsFolder.open(request.folder, request.place));
      answer({ id, value: log.content });
      return;
    case 'append':
      await opened().append(request.write, request.groups);
      answer({ id, value: null });
      // After the answer: a person waits for that.
      await opened()
        .clearUp()
        .catch((fault: unknown) => console.error(fault));
      return;
    case 'read':
      answer({ id, value: await opened().read(request.chain, request.ranges) });
      return;
    case 'clear-damage':
      await opened().clearDamage();
      answer({ id, value: null });
      return;
    case 'close':
      log?.close();
      log = null;
      answer({ id, value: null });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<JournalRequest>) => {
  turn = turn.then(() =>
    act(data).catch((fault: unknown) => {
      const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
      answer({ id: data.id, fault: { name, message } });
    }),
  );
});
