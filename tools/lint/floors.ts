// Which room of the code may import which, as a table, and the check that it is so. Type-only imports count: a type is
// knowledge of the other room as well.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { findCircles } from './circles.ts';

/** Rooms of one folder, and for each those it may import. */
export interface House {
  /** Such as 'src' or 'src/server', seen from the project's folder. */
  folder: string;
  rooms: { [room: string]: { on: readonly string[]; advice: string } };
}

const devices = ['camera', 'serial', 'voice'] as const;
const belowStore = ['domain', 'credentials', ...devices] as const;
const belowFaces = [...belowStore, 'store', 'sync', 'ui'] as const;
const faceAdvice =
  'faces never stand on one another or on the server: move what two faces share to ui or below.';

function onAll(names: readonly string[], advice: string): House['rooms'] {
  return Object.fromEntries(names.map((name) => [name, { on: belowFaces, advice }]));
}

/** The floors of the whole. */
const whole: House = {
  folder: 'src',
  rooms: {
    domain: {
      on: [],
      advice:
        'domain stands on nothing: pass the value in as an argument, or move this code up to the floor it needs.',
    },
    credentials: {
      on: ['domain'],
      advice: 'credentials stands on domain alone: move what is shared down to domain, or this code up.',
    },
    ...Object.fromEntries(
      devices.map((name) => [
        name,
        { on: ['domain'], advice: `${name} stands on domain alone: what joins devices belongs in a face.` },
      ]),
    ),
    store: {
      on: belowStore,
      advice: 'store may not know sync, ui or a face: hand it data, or move this code up.',
    },
    sync: {
      on: [...belowStore, 'store'],
      advice: 'sync may not know ui or a face: report by a callback or an event instead.',
    },
    ui: {
      on: [...belowStore, 'store', 'sync'],
      advice: 'ui may not know a face: what one face alone needs belongs in that face.',
    },
    server: {
      on: ['domain', 'credentials'],
      advice: 'server stands on domain and credentials: what pages and server share belongs in domain.',
    },
    signer: {
      on: ['domain', 'credentials'],
      advice:
        'the signer stands on domain and credentials: it reads what it signs and seals, and knows nothing else.',
    },
    'service-worker': {
      on: ['domain'],
      advice: 'the service worker stands on domain alone: what it shares with pages belongs in domain.',
    },
    ...onAll(['s', 'me', 'sentry', 'venue', 'authority'], faceAdvice),
  },
};

/**
 * The rooms of the server from the ground up: each may import those before it. What a lower one needs of a higher one is
 * handed to it, or lies in the wrong room.
 */
export const serverRooms = [
  'vm',
  'http',
  'keys',
  'audit',
  'days',
  'accounts',
  'places',
  'notices',
  'policy',
  'people',
  'passes',
  'statuses',
  'scans',
  'approvals',
  'staff',
  'long-work',
  'oversight',
  'cases',
  'merges',
  'retention',
  'custody',
  'requests',
  'rosters',
  'fleet',
  'identify',
  'board',
  'sites',
  'citizens',
  'desk',
  'backup',
  'app',
  'demo',
] as const;

const server: House = {
  folder: 'src/server',
  rooms: Object.fromEntries(
    serverRooms.map((name, floor) => [
      name,
      {
        on: serverRooms.slice(0, floor),
        advice: `${name} may import ${floor === 0 ? 'no other room of the server' : serverRooms.slice(0, floor).join(', ')}: hand it what it needs, or move this code to the floor it needs.`,
      },
    ]),
  ),
};

export const houses: readonly House[] = [whole, server];

/** One import of a file by another: paths from the project's folder, `/` between folders. */
export interface Arrow {
  from: string;
  to: string;
}

// import … from '…', export … from '…', import('…'), import '…' and new URL('…', import.meta.url) (workers).
const specifier =
  /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+|\bnew URL\(\s*)(['"])(\.{1,2}\/[^'"]+\.(?:ts|mjs|js))(?:\?[^'"]*)?\1/g;

/** The imports of one file by relative paths. @param path of the file, from the project's folder */
export function arrowsOf(path: string, code: string): Arrow[] {
  return [...code.matchAll(specifier)].map((found) => ({
    from: path,
    to: slashes(join(dirname(path), found[2]!)),
  }));
}

/** The imports that go against the floors, each as a sentence. */
export function floorFaults(arrows: readonly Arrow[], plan: readonly House[] = houses): string[] {
  return plan.flatMap((house) => arrows.flatMap((arrow) => faultIn(house, arrow)));
}

function faultIn(house: House, { from, to }: Arrow): string[] {
  const room = roomOf(house.folder, from);
  const target = roomOf(house.folder, to);
  if (room === null || target === null || room === target) return [];
  const rule = house.rooms[room];
  if (!rule)
    return [
      `${from}: there is no room "${room}" in ${house.folder}. Give it a floor in tools/lint/floors.ts.`,
    ];
  return rule.on.includes(target) ? [] : [`${from} imports ${to}: ${rule.advice}`];
}

/** The room a file lies in; null where it lies outside the folder, or in none of its rooms. */
function roomOf(folder: string, path: string): string | null {
  const parts = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/') : [];
  return parts.length > 1 ? parts[0]! : null;
}

/** All imports below a folder. @param project the project's folder, absolute */
export async function arrowsBelow(project: string, folder: string): Promise<Arrow[]> {
  const names = await readdir(join(project, folder), { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts')).map((name) => join(project, folder, name));
  const found = await Promise.all(
    files.map(async (file) => arrowsOf(slashes(relative(project, file)), await readFile(file, 'utf8'))),
  );
  return found.flat();
}

/** What is wrong with the structure of src/, each as a sentence; none when all is well. */
export async function structureFaults(project: string): Promise<string[]> {
  const arrows = await arrowsBelow(project, 'src');
  const circles = findCircles(arrows).map(
    (circle) =>
      `These files import one another in a circle: ${[...circle, circle[0]].join(' -> ')}. Move what they share below them all.`,
  );
  return [...floorFaults(arrows), ...circles];
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}
