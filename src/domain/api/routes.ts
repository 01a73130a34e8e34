/**
 * All routes under /api/sitecode/. main.pb.js, the server's maps of handlers, the pages' client, docs/routes.md and the test of rights
 * are made from this table: a route that is not in it does not exist.
 */
import { appRoutes } from './app-routes.ts';
import type { Answered, Route, Sent } from './route.ts';
import { demoRoutes } from './routes/demo-routes.ts';
import { gateRoutes } from './routes/sentry-routes.ts';

export { appRoutes, demoRoutes, gateRoutes };

export const routes = { ...appRoutes, ...gateRoutes, ...demoRoutes };
export type RouteName = keyof typeof routes;
export const routeNames = Object.keys(routes) as RouteName[];

export { apiPath } from './api-path.ts';

export type SentTo<Name extends RouteName> = Sent<(typeof routes)[Name]>;
export type AnswerOf<Name extends RouteName> = Answered<(typeof routes)[Name]>;

/** A row, whichever it is. */
export function routeOf(name: RouteName): Route {
  return routes[name];
}
