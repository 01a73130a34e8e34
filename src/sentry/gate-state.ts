import type { Connection } from '../sync/heartbeat.ts';

/** How a running sentry is, as its screen and its heartbeat show it. */
export interface GateState {
  connection: Connection;
  /** Scans not yet uploaded. */
  waiting: number;
  /** Scans the server will never take. */
  rejected: number;
  camera: 'starting' | 'running' | 'interrupted' | 'denied' | 'missing';
  /** True at gates that take temperatures. */
  measures: boolean;
  sensor: 'missing' | 'probing' | 'running' | 'lost';
  /** True while sound can be heard. */
  sound: boolean;
  /** When the rules in use were published, UTC ms; null when there are none, or none that are still valid. */
  bundleIssuedAt: number | null;
  /** True when the device's clock was set back. */
  clockStopped: boolean;
}
