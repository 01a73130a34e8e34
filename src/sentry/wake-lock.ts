/**
 * Keeps the screen on for as long as the page is shown. The browser takes the lock away whenever it likes (battery, another
 * tab in front), so it is asked for again each time. @returns ends it
 */
export function keepScreenOn(): () => void {
  let lock: WakeLockSentinel | null = null;
  let ended = false;
  const ask = async (): Promise<void> => {
    if (ended || document.visibilityState !== 'visible' || (lock && !lock.released)) return;
    try {
      lock = await navigator.wakeLock.request('screen');
      lock.addEventListener('release', () => void ask());
    } catch {
      // Not supported or not allowed now: the next time the page is shown it is asked again.
    }
  };
  const onVisible = (): void => void ask();
  document.addEventListener('visibilitychange', onVisible);
  void ask();
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', onVisible);
    void lock?.release().catch(() => undefined);
  };
}
