import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { SignerKeys, type SignerFile } from '../../src/signer/keys.ts';
import { usualLimits, type Limit, type LimitedKind } from '../../src/signer/limits.ts';
import { Signer } from '../../src/signer/signer.ts';
import { newSignerFile } from '../../tools/keys/secrets.ts';

export const token = 'a-token-of-the-tests';

/** A signer on a port of its own, as main.ts runs one, with a clock that the test holds. */
export class ASigner {
  now = Date.UTC(2026, 10, 30, 4);
  keys: SignerFile = newSignerFile();
  lost: unknown = null;
  readonly folder = mkdtempSync(join(tmpdir(), 'sitecode-signer-test-'));
  #signer: Signer | null = null;
  #port = 0;
  readonly #limits: Partial<{ [kind in LimitedKind]: Limit }>;

  constructor(test: TestContext, limits: Partial<{ [kind in LimitedKind]: Limit }> = {}) {
    this.#limits = limits;
    test.after(async () => {
      await this.stop();
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  get log(): string {
    return join(this.folder, 'log');
  }

  async start(): Promise<this> {
    this.#signer = new Signer({
      readKeys: () => new SignerKeys(JSON.stringify(this.keys)),
      token,
      logFolder: this.log,
      limits: { ...usualLimits, ...this.#limits },
      now: () => this.now,
      onLostLog: (error) => (this.lost = error),
    });
    this.#port = await this.#signer.listen(0);
    return this;
  }

  async stop(): Promise<void> {
    await this.#signer?.close();
    this.#signer = null;
  }

  /** @returns status and what the JSON says */
  async ask<Answer = { signature: string }>(
    path: string,
    body = '',
    { method = 'POST', as = token } = {},
  ): Promise<{ status: number; said: Answer & { message?: string; retryMs?: number } }> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/${path}`, {
      method,
      ...(method === 'POST' && { body }),
      headers: { authorization: `Bearer ${as}` },
    });
    return { status: answer.status, said: (await answer.json()) as Answer & { message?: string } };
  }
}
