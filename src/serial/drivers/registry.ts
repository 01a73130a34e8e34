import { cjmcu90614 } from './cjmcu-90614/driver.ts';
import type { Driver } from './driver.ts';
import { gyMcu90614 } from './gy-mcu90614/driver.ts';
import { gyMcu90640 } from './gy-mcu90640/driver.ts';
import { modbusPyrometer } from './modbus-pyrometer/driver.ts';
import { textLines } from './text-lines/driver.ts';
import { idCardReader } from './id-card/driver.ts';
import { lineScanner } from './line-scanner/driver.ts';
import { multiReader } from './multi-reader/driver.ts';
import { rfidBinaryReader, rfidTextReader } from './rfid/driver.ts';
import { travelDocumentReader } from './travel-document/driver.ts';

/**
 * All drivers, in the order in which a port is asked: quick and distinctive answers first. Import this file by `import()`:
 * no first view needs it.
 */
export const drivers: readonly Driver[] = [
  gyMcu90614,
  modbusPyrometer,
  cjmcu90614,
  idCardReader,
  gyMcu90640,
  multiReader,
  travelDocumentReader,
  rfidTextReader,
  rfidBinaryReader,
  textLines,
  lineScanner,
];
