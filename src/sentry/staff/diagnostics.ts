import { appVersion } from '../../ui/device/app-version.ts';
import type { GateState } from '../device/gate-state.ts';
import type { SentryDevice } from '../device/sentry-device.ts';

/**
 * What support asks for, as a file: how this sentry is, and nothing of anybody who passed it. No token, no key, no PIN, no record and
 * no name of a person is in it; a test looks for each of them.
 */
export async function diagnostics(device: SentryDevice, gateState: GateState): Promise<object> {
  const { depth, rejected, held, oldest } = await device.queue.state();
  const now = device.clock.now();
  const { pin, ...settings } = device.site?.settings ?? { pin: null };
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  const cameras = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return {
    what: 'sitecode-gate-diagnostics',
    at: new Date(now).toISOString(),
    app: appVersion,
    browser: navigator.userAgent,
    screen: { width: innerWidth, height: innerHeight, ratio: devicePixelRatio },
    isInstalled: matchMedia('(display-mode: standalone), (display-mode: fullscreen)').matches,
    runsForMs: Math.round(performance.now()),
    device: device.pairing?.sentry.device ?? null,
    site: device.pairing?.sentry.site ?? null,
    lanes: device.site?.lanes ?? null,
    settings: { ...settings, hasPin: pin !== null },
    versions: {
      bundle: device.bundles?.version ?? 0,
      charter: device.bundles?.charterVersion ?? 0,
      denyList: device.denyList?.version ?? 0,
      roster: device.roster?.version ?? 0,
    },
    locked: device.commands.lockedBy > 0,
    clock: { offsetMs: device.clock.offset, isStopped: device.clock.stopped },
    queue: { depth, rejected, held, oldestMs: oldest === null ? null : now - oldest },
    gate: {
      connection: gateState.connection,
      camera: gateState.camera,
      cameras: cameras.filter(({ kind }) => kind === 'videoinput').length,
      measures: gateState.measures,
      sensor: gateState.sensor,
      sound: gateState.sound,
      hasRules: gateState.hasRules,
      dataAsOf: gateState.dataAsOf,
    },
    storage: {
      word: gateState.storage,
      copies: gateState.copies,
      isKept: (await navigator.storage?.persisted?.().catch(() => null)) ?? null,
      usedBytes: estimate?.usage ?? null,
      roomBytes: estimate?.quota ?? null,
    },
  };
}
