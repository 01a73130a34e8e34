// Writes the configuration of a reverse proxy before the server: `node tools/run.mjs proxy nginx|caddy [--name NAME] [--upstream ADDRESS]`.
// docs/proxy holds both for an example's name; a test compares them.
import { parseArgs } from 'node:util';
import { isLoopback } from '../../src/server/app/loopback.ts';
import { isCommand } from '../places.ts';
import { PlainError, runCommand } from '../plain-error.ts';
import { caddyConfig } from './caddy.ts';
import { exampleSite } from './limits.ts';
import { nginxConfig } from './nginx.ts';

const usage = `node tools/run.mjs proxy nginx|caddy [--name NAME] [--upstream ADDRESS]
  --name      the district's public name, such as code.example
  --upstream  where PocketBase listens: loopback and a port; 127.0.0.1:8090 when left out`;

const kinds = { nginx: nginxConfig, caddy: caddyConfig };

if (isCommand(import.meta.url)) {
  await runCommand(async () => {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { name: { type: 'string' }, upstream: { type: 'string' } },
    });
    const kind = positionals[0] as keyof typeof kinds | undefined;
    if (!kind || !(kind in kinds)) throw new PlainError(usage);
    const site = { ...exampleSite, ...values };
    // They stand in a configuration as they are.
    if (!/^[a-z0-9.-]+$/.test(site.name))
      throw new PlainError(`"${site.name}" is no name of a host.\n${usage}`);
    if (!isLoopback(site.upstream))
      throw new PlainError(`${site.upstream} is not loopback: others would reach the server past the proxy.`);
    process.stdout.write(kinds[kind](site));
  });
}
