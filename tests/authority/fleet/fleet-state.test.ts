import { expect } from '@open-wc/testing';
import { fleetTable } from '../../../src/authority/fleet/fleet-columns.ts';
import {
  countStates,
  fleetCell,
  fleetProblems,
  groupFleet,
  rulesGraceMs,
} from '../../../src/authority/fleet/fleet-state.ts';
import { byUrgency } from '../../../src/authority/fleet/sentry-rows.ts';
import type { FleetRow } from '../../../src/domain/api/gate/fleet-api.ts';
import { viewRows } from '../../../src/ui/kit/table/local-rows.ts';
import { readSort } from '../../../src/ui/kit/table/table-query.ts';
import { now, sentryRow } from '../district-data.ts';
import { fleet, fleetRow, manyFleetRows } from '../fleet-data.ts';

describe('what is wrong with a sentry of the fleet', () => {
  const cases: [what: string, sinceMs: number, problems: string[]][] = [
    ['was just given a newer version', 0, []],
    ['has had as long as it may take', rulesGraceMs, []],
    ['still has the old one after that', rulesGraceMs + 1, ['rules']],
  ];
  for (const [what, since, problems] of cases) {
    it(`names the version of a sentry that ${what}: ${problems.length > 0}`, () => {
      const row = fleetRow({ bundleVersion: 2, bundleWanted: 3, bundleWantedSince: now - since });
      expect(fleetProblems(row, now)).to.deep.equal(problems);
    });
  }
});

describe('silent sentries', () => {
  it('stand first, the longest silent before the others', () => {
    const silent = (device: number, minutes: number) =>
      sentryRow({
        device,
        online: false,
        silentSince: now - minutes * 60_000,
        lastSeen: now - minutes * 60_000,
      });
    const rows = [sentryRow({ device: 1 }), silent(2, 6), silent(3, 600), silent(4, 60)];
    const sorted = rows.toSorted((a, b) => byUrgency(a, b, now));
    expect(sorted.map(({ device }) => device)).to.deep.equal([3, 4, 2, 1]);
  });
});

describe('what the fleet page makes of a sentry', () => {
  const problems = (change: Partial<FleetRow>) => fleetProblems(fleetRow(change), now);

  it('tells what needs somebody’s hand', () => {
    expect(problems({})).to.deep.equal([]);
    expect(problems({ storage: 'healed' })).to.deep.equal([]);
    expect(problems({ storage: 'journal-missing' })).to.deep.equal(['storage']);
    expect(problems({ skewMs: -61_000 })).to.deep.equal(['clock']);
    expect(problems({ drift: 49 })).to.deep.equal([]);
    expect(problems({ drift: -50 })).to.deep.equal(['drift']);
    const days = (count: number) => now - count * 86_400_000;
    expect(problems({ calibratedAt: days(179) })).to.deep.equal([]);
    expect(problems({ calibratedAt: days(181) })).to.deep.equal(['calibration']);
    for (const calibratedAt of [0, null]) expect(problems({ calibratedAt }), 'not known').to.deep.equal([]);
    expect(problems({ temperature: 'odd' })).to.deep.equal(['temperature']);
    expect(problems({ bundleVersion: 2 })).to.deep.equal(['rules']);
    expect(problems({ bundleVersion: 2, bundleWanted: 2 }), 'its ring waits').to.deep.equal([]);
    expect(problems({ wordAt: now - 2 * 3_600_000 })).to.deep.equal(['word']);
    expect(problems({ wordAt: 0, storage: '', drift: null }), 'an older app').to.deep.equal([]);
    expect(problems({ missing: 1, online: false }), 'online or not').to.include('chain');
    expect(problems({ chainFaults: 1, storage: 'failed' })).to.deep.equal(['chain', 'storage']);
    expect(problems({ camera: 'denied', storage: 'failed' })).to.deep.equal(['storage', 'camera']);
  });

  it('has one state for each', () => {
    const state = (change: Partial<FleetRow>) => fleetCell(fleetRow(change), now).state;
    expect(state({})).to.equal('online');
    expect(state({ sound: 'suspended' })).to.equal('fault');
    expect(state({ sound: 'suspended', locked: 7 })).to.equal('locked');
    expect(state({ online: false })).to.equal('silent');
    expect(state({ online: false, lastSeen: 0 })).to.equal('never');
    expect(state({ paired: false })).to.equal('unpaired');
  });

  it('filters, groups and counts', () => {
    const all = manyFleetRows().map((row) => fleetCell(row, now));
    expect(countStates(all)).to.deep.equal({
      silent: 20,
      fault: 1,
      locked: 1,
      never: 10,
      online: 731,
      unpaired: 0,
    });
    const making = { fleet: fleet(manyFleetRows()), cells: all, language: 'en', mayAct: false } as const;
    const left = (...set: [string, string[]][]) =>
      viewRows(fleetTable(making), all, {
        filters: new Map(set),
        find: '',
        sort: readSort('state'),
        after: null,
        before: null,
      });
    expect(left()).to.have.length(763);
    expect(left(['subdistrict', ['四川北路街道']])).to.have.length(300);
    expect(left(['subdistrict', ['四川北路街道', '江湾镇街道']])).to.have.length(763);
    expect(left(['problem', ['some']])).to.have.length(31);
    expect(left(['problem', ['storage']])).to.have.length(1);
    expect(left(['app', ['0.0.9']])).to.have.length(0);
    expect(left(['rules', ['3']], ['ring', ['0']])).to.have.length(1);
    expect(left().map(({ state }) => state)).to.deep.equal([
      ...Array.from({ length: 20 }, () => 'silent'),
      'fault',
      'locked',
      ...Array.from({ length: 10 }, () => 'never'),
      ...Array.from({ length: 731 }, () => 'online'),
    ]);
    expect(groupFleet(all, 'subdistrict').map(({ cells: group }) => group.length)).to.deep.equal([300, 463]);
    expect(groupFleet(all, 'category')).to.have.length(1);
  });
});
