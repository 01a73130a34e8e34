/** Runs inside PocketBase's VM: seeds the demo as of SITECODE_TEST_NOW, UTC ms. */
import { scaleOf } from '../../../src/server/demo/scale.ts';
import { seedDemo } from '../../../src/server/demo/seed.ts';
import { app, os } from '../../../src/server/vm/vm.ts';

export function seedDemoAt(): void {
  // An audit entry is dated by the clock; here it must be dated by the time that is played.
  const now = Number(os.getenv('SITECODE_TEST_NOW'));
  const clock = Date.now;
  Date.now = () => now;
  try {
    app.runAllMigrations();
    seedDemo(app, scaleOf('demo'), now, () => undefined);
  } finally {
    Date.now = clock;
  }
}
