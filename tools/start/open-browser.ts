// Shows an address in the person's browser, where there is a desktop to show it on.
import { spawn } from 'node:child_process';
import { onPath } from '../machine/on-path.ts';

/** The program that opens an address on this machine's desktop, or undefined where there is none. */
export async function browserOpener(
  env = process.env,
  platform = process.platform,
): Promise<string | undefined> {
  if (env['CI']) return undefined;
  if (platform === 'darwin') return onPath('open', env['PATH']);
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return undefined;
  return onPath('xdg-open', env['PATH']);
}

/** Opens the address and does not wait; a failure is no reason to end the server. */
export async function openInBrowser(address: string): Promise<void> {
  const opener = await browserOpener();
  if (!opener) return;
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', (error) => console.error(`The browser could not be opened: ${error.message}`));
  child.unref();
}
