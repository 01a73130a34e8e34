import type { ApiClient } from '../../sync/api-client.ts';
import type { SentryDevice } from '../device/sentry-device.ts';
import type { Identifier } from './identifier.ts';

/** Whose a document is, with what is loaded from the device's own disk when the first one is laid down: at most gates none ever is. */
export function lateIdentifier(
  device: SentryDevice,
  client: ApiClient,
  denied: (passId: string) => boolean | null,
): Pick<Identifier, 'verify' | 'verifyCode'> {
  let loaded: Promise<Identifier> | undefined;
  const identifier = (): Promise<Identifier> =>
    (loaded ??= import('./identifier.ts').then(
      (module) =>
        new module.Identifier({
          ask: (question) => client.identify(question),
          uploadKey: () => device.pairing?.uploadKey ?? '',
          roster: async (number) => device.roster?.lookAtDocument(number) ?? null,
          denied,
        }),
    ));
  return {
    verify: async (...asked) => (await identifier()).verify(...asked),
    verifyCode: async (text) => (await identifier()).verifyCode(text),
  };
}
