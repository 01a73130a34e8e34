import type { PasswordRequest } from '../domain/access/account.ts';
import { routeNames, routes, type AnswerOf, type RouteName, type SentTo } from '../domain/api/routes.ts';
import type { FleetAnswer } from '../domain/api/gate/fleet-api.ts';
import * as sentryApi from '../domain/api/gate/sentry-api.ts';
import type { Nothing } from '../domain/api/route.ts';
import { apiPath } from '../domain/api/api-path.ts';
import { readFleet } from '../domain/fleet/fleet-wire.ts';
import { ApiConnection } from './api-connection.ts';
import { keyedHash } from './scan-upload.ts';

export { ApiError } from './api-connection.ts';

/** What is asked otherwise than by handing over what is sent: by methods of the class below. */
type Special =
  | 'bundle'
  | 'changePassword'
  | 'denyList'
  | 'findSites'
  | 'fleet'
  | 'fleetSentry'
  | 'me'
  | 'site'
  | 'oneWork'
  | 'uploadScans'
  | 'workFile'
  | 'zonesOf';

/** One method for each other route of the table, under its name. What sends nothing is asked without an argument. */
type RouteMethods = {
  [Name in Exclude<RouteName, Special>]: Nothing extends SentTo<Name>
    ? (sent?: SentTo<Name>) => Promise<AnswerOf<Name>>
    : (sent: SentTo<Name>) => Promise<AnswerOf<Name>>;
};

class RouteClient extends ApiConnection {
  constructor(...options: ConstructorParameters<typeof ApiConnection>) {
    super(...options);
    const methods = this as unknown as { [name: string]: unknown };
    for (const name of routeNames) methods[name] = (sent = {}) => this.ask(routes[name], sent as never);
  }
}
const Methods = RouteClient as new (
  ...options: ConstructorParameters<typeof ApiConnection>
) => ApiConnection & RouteMethods;

/** All that pages and devices ask the server. Every method throws an ApiError and nothing else. */
export class ApiClient extends Methods {
  /** Changes one's own password and goes on with a new token: every other session of the account ends. */
  changePassword = async (body: PasswordRequest): Promise<void> => {
    this.token = (await this.ask(routes.changePassword, body)).token;
  };

  /** @param person a handle of `persons`; the account's first person when left out */
  me = (person?: string) => this.ask(routes.me, person === undefined ? {} : { person });
  bundle = (have: number, charter = 0) => this.ask(routes.bundle, { have, ...(charter > 0 && { charter }) });
  denyList = (have: number) => this.ask(routes.denyList, { have });
  fleet = async (): Promise<FleetAnswer> => readFleet(await this.ask(routes.fleet, {}));
  /** @param withSentries only sites at which a sentry was ever paired */
  findSites = (text: string, withSentries: boolean) =>
    this.ask(routes.findSites, { q: text, ...(withSentries && { sentries: 1 as const }) });
  zonesOf = (site: number) => this.ask(routes.zonesOf, { site });
  oneWork = (id: number) => this.ask(routes.oneWork, { id });
  workFile = (id: number) => this.file(routes.workFile, { id });
  site = (site: number) => this.ask(routes.site, { site });
  fleetSentry = (device: number) => this.ask(routes.fleetSentry, { device });
  /** @param uploadKey what the pairing gave: the server believes no upload that was changed on its way */
  uploadScans = async (body: sentryApi.ScansRequest, uploadKey: string): Promise<sentryApi.ScansAnswer> => {
    const text = JSON.stringify(body);
    const hash = await keyedHash(text, uploadKey);
    const { method, path } = routes.uploadScans;
    return this.send(method, apiPath + path, text, { headers: { [sentryApi.uploadHashHeader]: hash } });
  };
}
