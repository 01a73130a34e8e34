import { verifyCommand } from '../../credentials/signed/command-verifier.ts';
import type { Charter } from '../../domain/bundle/charter.ts';
import { Listeners } from '../../domain/events/listeners.ts';
import type { CommandSaid, SentryCommand, SignedCommand } from '../../domain/fleet/sentry-command.ts';
import type { CommandMemory } from '../../store/device/settings-schema.ts';
import type { DeviceSettings } from '../../store/device/device-settings.ts';

/** So many ended commands are remembered: none is done twice, and each is said again to a server that asks again. */
const remembered = 50;

interface CommandEvents {
  /** Locked or unlocked. */
  lock: void;
  /** A restart is wanted. */
  restart: void;
  /** A wipe has begun. */
  wipe: void;
}

/** What the sentry must know to judge a command. */
interface Situation {
  /** The number of its pairing. */
  device: number;
  /** Null without rules: then no command is believed. */
  charter: Charter | null;
  /** UTC ms. */
  now: number;
}

const nothing: CommandMemory = { lockedBy: 0, lockChange: 0, wipe: 0, ended: [], unsaid: [] };

/**
 * The commands that administrators gave this sentry: which are believed, which are done, what is to be said of them. A lock
 * and a wipe are on the disk before they count, so that loading the page anew ends neither.
 */
export class SentryCommands {
  readonly #settings: DeviceSettings;
  readonly #listeners = new Listeners<CommandEvents>();
  #memory: CommandMemory;
  #restart: SentryCommand | null = null;
  #refused = new Set<string>();
  #waiting: CommandSaid[] = [];
  #sent: readonly CommandSaid[] = [];
  #forgotten = false;

  private constructor(settings: DeviceSettings, memory: CommandMemory) {
    this.#settings = settings;
    this.#memory = memory;
  }

  static async open(settings: DeviceSettings): Promise<SentryCommands> {
    return new SentryCommands(settings, (await settings.commands()) ?? nothing);
  }

  on<Type extends keyof CommandEvents>(
    type: Type,
    listener: (event: CommandEvents[Type]) => void,
  ): () => void {
    return this.#listeners.on(type, listener);
  }

  /** The command that locked this sentry; 0 when it is not locked. */
  get lockedBy(): number {
    return this.#memory.lockedBy;
  }

  /** True from the moment a wipe was taken until it is done. */
  get wiping(): boolean {
    return this.#memory.wipe > 0;
  }

  /** True while the page is to be loaded anew as soon as nobody is at the gate. */
  get restartWanted(): boolean {
    return this.#restart !== null;
  }

  /** What the next heartbeat says. */
  toSay(): CommandSaid[] {
    this.#sent = [...this.#memory.unsaid, ...this.#waiting].slice(0, 20);
    return [...this.#sent];
  }

  /** The heartbeat that said it was answered. @returns true when the server has now heard that a wipe is done */
  async heard(): Promise<boolean> {
    const sent = this.#sent;
    this.#sent = [];
    const unsaid = this.#memory.unsaid.filter((said) => !sent.includes(said));
    if (unsaid.length < this.#memory.unsaid.length) await this.#save({ unsaid });
    return this.wiping && sent.some(({ id, result }) => id === this.#memory.wipe && result === 'done');
  }

  /**
   * Takes what the server sent. What is not signed under the charter is not done, and that is said.
   * @returns whether any of it was new, so that there is something to say at once
   */
  async take(commands: readonly SignedCommand[], { device, charter, now }: Situation): Promise<boolean> {
    this.#waiting = [];
    let isNew = false;
    for (const signed of commands) {
      if (this.wiping) break;
      const command = charter && (await verifyCommand(signed, charter));
      if (command?.devices.includes(device)) isNew = (await this.#obey(command, now)) || isNew;
      else if (!command) this.#refuse(signed);
    }
    if (this.wiping) this.#sayWaiting(this.#memory.wipe);
    return isNew;
  }

  /** The page is about to be loaded anew: from here on the restart counts as done. @returns whether it is still wanted */
  async beginRestart(now: number): Promise<boolean> {
    const command = this.#restart;
    if (!command) return false;
    this.#restart = null;
    const late = isLate(command, now);
    await this.#end({ id: command.id, result: late ? 'expired' : 'done' });
    return !late;
  }

  /** Nothing waits for upload any more: the wipe is done, and the next heartbeat says so. */
  async endWipe(): Promise<void> {
    const { wipe, unsaid } = this.#memory;
    if (wipe === 0 || unsaid.some(({ id }) => id === wipe)) return;
    await this.#save({ unsaid: [{ id: wipe, result: 'done' }] });
  }

  /** Forgets everything, on the disk too; whoever still holds this object changes nothing any more. */
  async forget(): Promise<void> {
    this.#forgotten = true;
    await this.#settings.forgetCommands();
  }

  async #obey(command: SentryCommand, now: number): Promise<boolean> {
    const { id, kind } = command;
    const before = this.#memory.ended.find((said) => said.id === id);
    if (before) {
      // The server has not heard it: the answer to the heartbeat that said so was lost.
      if (!this.#memory.unsaid.some((said) => said.id === id)) {
        await this.#save({ unsaid: [...this.#memory.unsaid, before] });
      }
      return false;
    }
    if (kind === 'restart' && this.#restart?.id === id) {
      this.#sayWaiting(id);
      return false;
    }
    if (isLate(command, now)) {
      await this.#end({ id, result: 'expired' });
      return true;
    }
    switch (kind) {
      case 'lock':
      case 'unlock': {
        // Of two the later counts, in whatever order they come.
        const later = id > this.#memory.lockChange;
        const change = later ? { lockChange: id, lockedBy: kind === 'lock' ? id : 0 } : {};
        await this.#end({ id, result: later ? 'done' : 'expired' }, change);
        this.#listeners.emit('lock', undefined);
        break;
      }
      case 'restart':
        this.#restart = command;
        this.#sayWaiting(id);
        this.#listeners.emit('restart', undefined);
        break;
      case 'wipe':
        await this.#save({ wipe: id });
        this.#listeners.emit('wipe', undefined);
    }
    return true;
  }

  #sayWaiting(id: number): void {
    if (this.#memory.unsaid.some((said) => said.id === id)) return;
    this.#waiting = [...this.#waiting, { id, result: 'waiting' }];
  }

  /** Its number is not proved; it is only said back to the server, which knows whether it gave such a command. */
  #refuse(signed: SignedCommand): void {
    if (this.#refused.has(signed?.signature)) return;
    this.#refused.add(signed?.signature);
    try {
      const { id } = JSON.parse(signed.body) as { id: unknown };
      if (Number.isSafeInteger(id))
        this.#waiting = [...this.#waiting, { id: id as number, result: 'refused' }];
    } catch {
      // What is no command at all cannot be named.
    }
  }

  async #end(said: CommandSaid, change: Partial<CommandMemory> = {}): Promise<void> {
    this.#waiting = this.#waiting.filter(({ id }) => id !== said.id);
    await this.#save({
      ...change,
      ended: [...this.#memory.ended, said].slice(-remembered),
      unsaid: [...this.#memory.unsaid, said].slice(-remembered),
    });
  }

  async #save(change: Partial<CommandMemory>): Promise<void> {
    if (this.#forgotten) return;
    const memory = { ...this.#memory, ...change };
    await this.#settings.saveCommands(memory);
    this.#memory = memory;
  }
}

/** Whether a command's time (UTC ms) is over; a clock that gives no number obeys nothing. */
function isLate({ expires }: SentryCommand, now: number): boolean {
  return !(now <= expires);
}
