import { appRoutes, gateRoutes } from '../../../src/domain/api/routes.ts';
import type { Route } from '../../../src/domain/api/route.ts';

/** The paths of all GET routes of a real district's server, after /api/sitecode/. */
export function getRoutes(): string[] {
  const routes: Route[] = [...Object.values(appRoutes), ...Object.values(gateRoutes)];
  return routes.filter(({ method }) => method === 'GET').map(({ path }) => path);
}
