import { row, run } from '../../vm/sql.ts';
import type { App } from '../../vm/vm.ts';
import { scaleOf, type Scale } from '../scale.ts';
import { hasPlayTables } from './play-tables.ts';

/** Notes until when the demo was played, UTC ms. */
export function notePlayed(app: App, scale: Scale, played: number): void {
  run(
    app,
    `insert into demo_play (one, scale, played) values (1, {:scale}, {:played})
     on conflict do update set scale = excluded.scale, played = max(played, excluded.played)`,
    { scale: scale.name, played },
  );
}

/** What demo this is and until when it was played; null for one that an earlier version filled. */
export function played(app: App): { scale: Scale; until: number } | null {
  if (!hasPlayTables(app)) return null;
  const found = row<{ scale: string; played: number }>(
    app,
    ['scale', 'played'],
    'select scale, played from demo_play',
  )!;
  return { scale: scaleOf(found.scale), until: found.played };
}
