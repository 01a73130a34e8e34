import type { Driver } from './driver.ts';
import { gyMcu90614 } from './gy-mcu90614/driver.ts';

/**
 * All drivers, in the order in which a port is asked: quick and distinctive answers first. Import this file by `import()`:
 * no first view needs it.
 */
export const drivers: readonly Driver[] = [gyMcu90614];
