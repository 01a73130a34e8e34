import { expect } from '@open-wc/testing';
import { readFleet } from '../../../src/domain/fleet/fleet-wire.ts';
import { fleet, fleetRow, onTheWire } from '../../authority/fleet-data.ts';

describe('the answer of the fleet', () => {
  it('travels as lists and is the same afterwards', () => {
    const rows = Array.from({ length: 6 }, (_, index) => fleetRow({ device: index + 1, drift: 0 }));
    const read = readFleet(onTheWire(fleet(rows, { districtMedian: 3650 })));
    expect(read).to.deep.equal(fleet(rows, { districtMedian: 3650 }));
  });
});
