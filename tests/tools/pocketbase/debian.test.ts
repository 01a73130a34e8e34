import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mirrorsIn, unstableSource } from '../../../tools/pocketbase/debian.ts';

const printed = `
'http://mirror.example.org/debian/dists/bookworm/InRelease' mirror.example.org_debian_dists_bookworm_InRelease 0
'http://mirror.example.org/debian/dists/bookworm-updates/InRelease' mirror.example.org_debian_updates_InRelease 0
'http://mirror.example.org/debian-security/dists/bookworm-security/InRelease' security_InRelease 0
'https://packages.example.com/apt/dists/stable/InRelease' packages.example.com_apt_dists_stable_InRelease 0
'http://second.example.org/pub/debian//dists/trixie/InRelease' second_InRelease 0
'http://mirror.example.org/debian/dists/bookworm/main/binary-amd64/Packages.xz' Packages 0
`;

describe("the mirrors of a system's own apt sources", () => {
  it("are those that carry Debian itself, each once, in apt's order", () => {
    assert.deepEqual(mirrorsIn(printed), [
      'http://mirror.example.org/debian',
      'http://second.example.org/pub/debian',
    ]);
  });

  it('are none where apt names none', () => assert.deepEqual(mirrorsIn(''), []));
});

describe('the private apt source', () => {
  it('is signed, of one architecture, and lists packages alone', () => {
    assert.equal(
      unstableSource('http://mirror.example.org/debian/', 'arm64'),
      'deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg arch=arm64 target=Packages] ' +
        'http://mirror.example.org/debian sid main\n',
    );
  });
});
