/** All that plays visitors and devices beside a kiosk: loaded in a demo district alone. */
import { FakePorts } from '../../serial/ports/emulated/fake-ports.ts';
import type { ApiClient } from '../../sync/api-client.ts';
import { DemoCamera } from './demo-camera.ts';
import { DemoVisitors } from './demo-visitors.ts';
import './demo-panel.ts';

/** What the demo page plays its devices with. */
export interface DemoDevices {
  camera: DemoCamera;
  ports: FakePorts;
  phones: DemoVisitors;
}

/** @param district tells this demo district from another at the same address */
export function demoDevices(client: ApiClient, district: string): DemoDevices {
  return { camera: new DemoCamera(), ports: new FakePorts(), phones: new DemoVisitors(client, district) };
}
