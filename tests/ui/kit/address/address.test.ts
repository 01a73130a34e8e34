import { expect } from '@open-wc/testing';
import { formatAddress, parseAddress, withValues } from '../../../../src/ui/kit/address/address.ts';

const read = (hash: string) => {
  const { page, path, values } = parseAddress(hash);
  return { page, path, values: Object.fromEntries(values) };
};

describe('an address', () => {
  const cases: [hash: string, page: string, path: string[], values: Record<string, string[]>][] = [
    ['', '', [], {}],
    ['#fleet', 'fleet', [], {}],
    ['#fleet?state=open&sort=-name', 'fleet', [], { state: ['open'], sort: ['-name'] }],
    ['#cases/17?tab=samples', 'cases', ['17'], { tab: ['samples'] }],
    ['#sites?state=posted&state=issued&state=posted', 'sites', [], { state: ['posted', 'issued'] }],
    ['#sites?subdistrict=%E6%9C%9B%E6%B1%9F%E8%A1%97%E9%81%93', 'sites', [], { subdistrict: ['望江街道'] }],
    ['#sites?empty=&q=a?b', 'sites', [], { q: ['a?b'] }],
    ['#%E0%A4%A/17', '', ['17'], {}],
    [`#sites?long=${'x'.repeat(201)}`, 'sites', [], {}],
  ];
  for (const [hash, page, path, values] of cases)
    it(`is read: ${hash.slice(0, 60)}`, () => expect(read(hash)).to.deep.equal({ page, path, values }));

  it('is written as it is read, one view one address', () => {
    for (const hash of ['#fleet', '#cases/17?tab=samples', '#sites?sort=-name&state=a&state=b'])
      expect(formatAddress(parseAddress(hash))).to.equal(hash);
    expect(formatAddress(parseAddress('#sites?state=x&category=y'))).to.equal('#sites?category=y&state=x');
    const odd = { page: 'a/b', path: ['c d'], values: new Map([['n', ['&=?#']]]) };
    expect(parseAddress(formatAddress(odd))).to.deep.equal(odd);
  });

  it('is changed by name; an empty value takes the name away', () => {
    const address = parseAddress('#sites?state=a&sort=name');
    const change = (values: Parameters<typeof withValues>[1]) => formatAddress(withValues(address, values));
    expect(change({ state: 'b' })).to.equal('#sites?sort=name&state=b');
    expect(change({ state: ['b', 'c'], sort: null })).to.equal('#sites?state=b&state=c');
    expect(change({ state: '', sort: [] })).to.equal('#sites');
    expect(formatAddress(address), 'the one given stays').to.equal('#sites?sort=name&state=a');
  });
});
