/** The database of the citizen's wallet (wallet.ts). */
export const walletName = 'sitecode-wallet';

/**
 * Deletes whatever wallets lie on this device. It stands alone, so that a page without a wallet of its own can sign a person
 * out of the whole device. Never rejects; resolves when it is done, or nothing can be done.
 */
export function forgetWallet(name: string = walletName): Promise<void> {
  return new Promise((resolve) => {
    const listen = (to: EventTarget, names: string, listener: () => void): void => {
      for (const each of names.split(' ')) to.addEventListener(each, listener);
    };
    const end = (): void => resolve();
    // What cannot be emptied is deleted as a whole.
    const drop = (): void => listen(indexedDB.deleteDatabase(name), 'success error blocked', end);
    try {
      const request = indexedDB.open(name);
      // There is none, and none is made.
      listen(request, 'upgradeneeded', () => request.transaction!.abort());
      listen(request, 'error', end);
      listen(request, 'success', () => {
        const database = request.result;
        try {
          const emptying = database.transaction('wallet', 'readwrite');
          emptying.objectStore('wallet').clear();
          listen(emptying, 'complete', end);
          listen(emptying, 'abort', drop);
        } catch {
          drop();
        }
        database.close();
      });
    } catch {
      end();
    }
  });
}
