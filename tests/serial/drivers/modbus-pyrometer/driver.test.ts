import { expect } from '@open-wc/testing';
import { modbusPyrometer } from '../../../../src/serial/drivers/modbus-pyrometer/driver.ts';
import { ModbusPyrometerEmulator } from '../../../../src/serial/drivers/modbus-pyrometer/emulator.ts';
import { encodeModbus, readRegister } from '../../../../src/serial/drivers/modbus-pyrometer/protocol.ts';
import { bytes } from '../../bytes.ts';
import { DriverRun, itReadsWholeFramesAlone, temperature } from '../driver-properties.ts';

const sample = bytes('01 04 02 01 6D 79 4D');

describe('the driver of a Modbus RTU pyrometer', () => {
  itReadsWholeFramesAlone({
    driver: modbusPyrometer,
    samples: [
      {
        name: '36.5 °C, and no ambient temperature',
        bytes: sample,
        events: [temperature({ surface: 3650, ambient: null, accuracy: 100 })],
      },
      {
        name: 'what is below zero',
        bytes: encodeModbus(-120),
        events: [temperature({ surface: -120, ambient: null, accuracy: 100 })],
      },
    ],
  });

  it('writes the frames of the manual', () => {
    expect(readRegister(0x12)).to.deep.equal(bytes('01 04 00 12 00 01 91 CF'));
    expect(encodeModbus(3650)).to.deep.equal(sample);
  });

  it('reads no fault of the device as a temperature', () => {
    const run = new DriverRun(modbusPyrometer);
    run.give(bytes('01 84 02 C2 C1'));
    expect(run.events).to.deep.equal([]);
    run.end();
  });

  it('asks for what was measured, unfiltered, and is answered by its emulator', () => {
    const emulator = new ModbusPyrometerEmulator(3420);
    const run = new DriverRun(modbusPyrometer);
    emulator.plugIn({ send: (answer) => run.give(answer), unplug: () => undefined });
    emulator.receive(bytes('A5 15 BA 66 66'));
    expect(run.events).to.deep.equal([]);
    emulator.receive(run.sent[0]!);
    expect(run.events).to.deep.equal([temperature({ surface: 3420, ambient: null, accuracy: 100 })]);
    run.end();
  });
});
