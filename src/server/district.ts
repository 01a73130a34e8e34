import type { Charter } from '../domain/charter.ts';
import { row } from './sql.ts';
import { os, type App, type RequestEvent } from './vm.ts';

/** The district's name, and whether it is the demo. */
export function district(app: App): Charter['district'] {
  const found = row<{ nameZh: string; nameEn: string; demo: number }>(
    app,
    ['nameZh', 'nameEn', 'demo'],
    'select nameZh, nameEn, demo from district limit 1',
  );
  if (!found) throw new Error('The collection "district" has lost its one record.');
  return { name: { 'zh-CN': found.nameZh, en: found.nameEn }, demo: found.demo === 1 };
}

/**
 * The address that codes on doors begin with, such as "https://code.example": SITECODE_ORIGIN, else where the request
 * itself was sent.
 */
export function origin(e: RequestEvent): string {
  return os.getenv('SITECODE_ORIGIN') || `${e.isTLS() ? 'https' : 'http'}://${e.request.host}`;
}
