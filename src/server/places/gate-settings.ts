import { usualGateSettings, type BystanderMode, type GateSettings } from '../../domain/gate/gate-settings.ts';
import { row } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

interface SettingsRow {
  version: number;
  bystanders: BystanderMode;
  volume: number;
  quietVolume: number;
  quietFrom: number;
  quietTo: number;
  restartHour: number;
  salt: string;
  hash: string;
  rounds: number;
}

/** No hour, where a column is null. */
const none = -1;

/** How the sentries of a site behave towards people. @param site its record id */
export function gateSettingsOf(app: App, site: string): GateSettings {
  const found = row<SettingsRow>(
    app,
    [
      'version',
      'bystanders',
      'volume',
      'quietVolume',
      'quietFrom',
      'quietTo',
      'restartHour',
      'salt',
      'hash',
      'rounds',
    ],
    `select version, bystanders, volume, quiet_volume as quietVolume, coalesce(quiet_from, ${none}) as quietFrom,
       coalesce(quiet_to, ${none}) as quietTo, coalesce(restart_hour, ${none}) as restartHour, pin_salt as salt,
       pin_hash as hash, pin_rounds as rounds
     from gate_settings where site = {:site}`,
    { site },
  );
  if (!found) return usualGateSettings;
  const { salt, hash, rounds, quietFrom, quietTo, restartHour, ...settings } = found;
  const hour = (value: number): number | null => (value === none ? null : value);
  return {
    ...settings,
    quietFrom: hour(quietFrom),
    quietTo: hour(quietTo),
    restartHour: hour(restartHour),
    pin: hash === '' ? null : { salt, hash, rounds },
  };
}
