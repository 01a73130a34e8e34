// What `npm start` prints when the district is up: where each face is, and who may sign in.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DemoCastAnswer } from '../../src/domain/api/demo-api.ts';
import { PlainError, reasonOf } from '../plain-error.ts';

/**
 * Asks a running demo district for its cast.
 * @throws PlainError if it does not answer with one.
 */
export async function demoCast(url: string): Promise<DemoCastAnswer> {
  const address = `${url}/api/sitecode/demo/cast`;
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
    if (!response.ok) throw new Error(`it answers ${response.status}`);
    const cast = (await response.json()) as Partial<DemoCastAnswer>;
    if (!Array.isArray(cast.logins) || typeof cast.siteCode !== 'string' || !cast.findable)
      throw new Error('the answer is no cast');
    return cast as DemoCastAnswer;
  } catch (error) {
    throw new PlainError(`The demo's logins cannot be read from ${address}: ${reasonOf(error)}.`);
  }
}

/**
 * The lines to print: addresses first, then the logins as a table.
 * @param publicFolder the built app: a face whose page is not in it is left out.
 */
export function facesText(url: string, cast: DemoCastAnswer, publicFolder: string): string {
  const isBuilt = (face: string) => existsSync(join(publicFolder, face, 'index.html'));
  const faces = [
    { what: 'A gate, no hardware needed', face: 'sentry', address: `${url}/sentry/?demo` },
    { what: 'A gate with camera and sensor', face: 'sentry', address: `${url}/sentry/` },
    { what: "A citizen's own page", face: 'me', address: `${url}/me/` },
    { what: "A venue's page", face: 'venue', address: `${url}/venue/` },
    { what: 'The authority', face: 'authority', address: `${url}/authority/` },
    { what: 'A site code, as scanned at a door', face: 's', address: cast.siteCode },
  ].filter(({ face }) => isBuilt(face));
  const width = Math.max(...faces.map(({ what }) => what.length));
  const lines = [
    `Sitecode's demo district is up at ${url}`,
    '',
    ...faces.map(({ what, address }) => `  ${what.padEnd(width)}  ${address}`),
    `  ${"Every element of the pages' kit".padEnd(width)}  ${url}/gallery/`,
    '',
    'Demo logins (they exist in demo data alone):',
    ...table(
      cast.logins
        .filter(({ face }) => isBuilt(face))
        .map((login) => [`${login.face}/`, login.role, login.email, login.password]),
    ),
    '',
    `A person to look for, in authority/ as health: phone ${cast.findable.phone} (${cast.findable.name}).`,
  ];
  return lines.join('\n');
}

function table(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
