import { expect } from '@open-wc/testing';
import { browserOf, networkOf } from '../../../src/domain/access/sign-in-list.ts';

describe('what is kept of a sign-in', () => {
  it('is the kind of browser and system alone', () => {
    const cases: [string, string][] = [
      ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36', 'Chrome · Linux'],
      [
        'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
        'Edge · Windows',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1',
        'Safari · iOS',
      ],
      [
        'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36 MicroMessenger/8.0',
        'WeChat · Android',
      ],
      ['curl/8.0', ''],
      ['', ''],
    ];
    for (const [agent, words] of cases) expect(browserOf(agent)).to.equal(words);
  });

  it('is the beginning of the address alone', () => {
    const cases: [string, string][] = [
      ['203.0.113.9', '203.0.*.*'],
      ['::ffff:203.0.113.9', '203.0.*.*'],
      ['2001:db8:7::9', '2001:db8:*'],
      ['2001:DB8::1', '2001:DB8:*'],
      ['2001:0db8:0000:0000:0000:0000:0000:0001', '2001:db8:*'],
      ['::1', '0:0:*'],
      ['', ''],
      ['no address', ''],
    ];
    for (const [address, network] of cases) expect(networkOf(address)).to.equal(network);
  });
});
