import { gyMcu90614 } from '../../../../src/serial/drivers/gy-mcu90614/driver.ts';
import { bytes } from '../../bytes.ts';
import { itReadsWholeFramesAlone, temperature } from '../driver-properties.ts';

describe('the driver of the GY-MCU90614', () => {
  itReadsWholeFramesAlone({
    driver: gyMcu90614,
    samples: [
      {
        name: '36.52 °C in 25.00',
        bytes: bytes('5A 5A 45 04 0E 44 09 C4 1C'),
        events: [temperature({ surface: 3652, ambient: 2500, accuracy: 50 })],
      },
      {
        name: 'what is below zero',
        bytes: bytes('5A 5A 45 04 FD F3 FE A2 8D'),
        events: [temperature({ surface: -525, ambient: -350, accuracy: 50 })],
      },
    ],
  });
});
