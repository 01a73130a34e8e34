import { TestDistrict } from '../../tests/server/support/district.ts';
import { sites } from '../../tests/server/support/fixtures.ts';
import { build } from '../build/build.ts';
import { places } from '../places.ts';

/** A real district that serves the built app. @param publicFolder where a copy of it lies */
export async function appDistrict(publicFolder = places.publicFiles): Promise<TestDistrict> {
  await build(['server', 'app']);
  return TestDistrict.open({ publicFolder });
}

/** A pairing code for the gate that takes no temperatures: there a valid code is enough. */
export function gateCode(district: TestDistrict): Promise<string> {
  return district.pairingCode({ site: sites.shop });
}

/** The server's switch: it is killed and started again, and knows which it was. */
export class ServerSwitch {
  #isUp = true;
  readonly #district: TestDistrict;

  constructor(district: TestDistrict) {
    this.#district = district;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  async turn(isUp: boolean): Promise<void> {
    if (isUp === this.#isUp) return;
    await (isUp ? this.#district.restart() : this.#district.kill());
    this.#isUp = isUp;
  }
}
