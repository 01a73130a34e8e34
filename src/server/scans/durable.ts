import { rows } from '../vm/sql.ts';
import type { App } from '../vm/vm.ts';

/** The last record of a chain that is durable; 0 when none is. */
export function durableUpTo(app: App, chain: number): number {
  const found = rows<{ last: number }>(
    app,
    ['last'],
    'select last from chain_durable where chain = {:chain}',
    {
      chain,
    },
  );
  return found[0]?.last ?? 0;
}
