import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** The languages every text comes in. */
export type Language = 'zh-CN' | 'en';
export const languages: readonly Language[] = ['zh-CN', 'en'];

type Text = string | ((...values: never[]) => string);
type SameTexts<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] };

/**
 * Declares the texts of one face, Chinese and English side by side. A text missing in either language, or one too many, is
 * a type error, so the build fails on it. A text with values in it is a function.
 */
export function declareTexts<T extends Record<string, Text>>(
  zh: T,
  en: SameTexts<T>,
): Record<Language, SameTexts<T>> {
  return { 'zh-CN': zh as SameTexts<T>, en };
}

const storageKey = 'sitecode.language';
const hosts = new Set<ReactiveControllerHost>();
let current: Language = startLanguage();

/** The language chosen before, else the browser's, else Chinese. */
function startLanguage(): Language {
  const address = new URLSearchParams(globalThis.location?.search ?? '').get('lang');
  const chosen = address ?? keptLanguage();
  if (chosen === 'zh-CN' || chosen === 'en') return chosen;
  return (globalThis.navigator?.language ?? 'zh').toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** A browser that keeps nothing may throw at the mere mention of its storage. */
function keptLanguage(): string | null {
  try {
    return globalThis.localStorage?.getItem(storageKey) ?? null;
  } catch {
    return null;
  }
}

function apply(): void {
  globalThis.document?.documentElement.setAttribute('lang', current);
}
apply();

/** The language now shown. */
export function language(): Language {
  return current;
}

/** Changes the language everywhere at once and remembers it on this device. */
export function setLanguage(next: Language): void {
  current = next;
  try {
    globalThis.localStorage?.setItem(storageKey, next);
  } catch {
    // chosen for this page alone
  }
  apply();
  for (const host of hosts) host.requestUpdate();
}

/** Gives an element its face's texts in the language now shown, and draws it again when that changes. */
export class Texts<T> implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #all: Record<Language, T>;

  constructor(host: ReactiveControllerHost, all: Record<Language, T>) {
    this.#host = host;
    this.#all = all;
    host.addController(this);
  }

  /** The texts in the language now shown. */
  get t(): T {
    return this.#all[current];
  }

  hostConnected(): void {
    hosts.add(this.#host);
  }

  hostDisconnected(): void {
    hosts.delete(this.#host);
  }
}
