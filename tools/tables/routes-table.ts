// All routes, as a table of Markdown: docs/routes.md.
import { roles, rolesWith, staffRoles, type Right } from '../../src/domain/access/rights.ts';
import { addressRates, bodyBytes } from '../../src/domain/api/route.ts';
import { apiPath, routeNames, routeOf, type RouteName } from '../../src/domain/api/routes.ts';

function sizeText(bytes: number): string {
  return bytes < 1 << 20 ? `${bytes / 1024} KB` : `${bytes / (1 << 20)} MB`;
}

/** The roles that have a right, in words; all of the staff are told as such. */
function whose(right: Right): string {
  const may = rolesWith(right);
  const isAll = staffRoles.every((role) => may.includes(role));
  const named = may
    .filter((role) => !isAll || roles[role].kind !== 'staff')
    .map((role) => roles[role].words.en);
  return [...named, ...(isAll ? ['every member of staff'] : [])].join(', ');
}

function rowOf(name: RouteName): string {
  const route = routeOf(name);
  const { most, seconds } = addressRates[route.addressRate ?? 'everything'];
  const rates = [`${most} in ${seconds} s`];
  if (route.deviceRate !== undefined) rates.push(`a sentry ${route.deviceRate} a minute`);
  const cells = [
    `\`${route.method} ${route.path}\``,
    `\`${route.right}\``,
    whose(route.right),
    route.method === 'POST' ? sizeText(route.body ?? bodyBytes.small) : '',
    rates.join('; '),
    route.compressed ? 'yes' : '',
    route.logged ? 'all' : 'failures',
    (route.audited ?? []).map((action) => `\`${action}\``).join(', '),
    (route.readsPersons ?? []).map((kind) => `\`${kind}\``).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** The whole document. */
export function routesDocument(): string {
  return `# Routes

Made by \`node tools/run.mjs tables\` from \`src/domain/api/routes.ts\`; what they say to one another stands there too. All lie under
\`${apiPath}\`. Who asks, how often and with how long a body is seen to before a handler runs; foreign and missing ids are answered alike.
Requests of one address are counted together where several routes have one rate.

| route | right | whose | longest body | most from an address | packed | in the log | in the audit log | in the person’s log |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${routeNames.map(rowOf).join('\n')}
`;
}
