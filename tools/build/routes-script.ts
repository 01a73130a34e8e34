// The part of main.pb.js and demo.pb.js that registers routes, made from the table of routes.
import type { Route } from '../../src/domain/api/route.ts';
import { apiPath } from '../../src/domain/api/routes.ts';

/**
 * A script for PocketBase's VM that registers routes. PocketBase turns each handler into text and compiles it anew in another VM, where
 * nothing of the script exists: so every handler asks for the door itself.
 */
export function routesScript(rows: { readonly [name: string]: Route }): string {
  const lines = Object.entries(rows).map(([name, { method, path, bundle = 'app', compressed, logged }]) => {
    const handler = `(e) => require(\`\${__hooks}/door.js\`).through(e, '${bundle}', '${name}')`;
    const around = [
      ...(compressed ? ['$apis.gzip()'] : []),
      ...(logged ? [] : ['$apis.skipSuccessActivityLog()']),
    ];
    return `routerAdd('${method}', '${apiPath}${path}', ${[handler, ...around].join(', ')});\n`;
  });
  return `// Routes: made by the build from src/domain/api/routes.ts.\n${lines.join('')}\n`;
}
