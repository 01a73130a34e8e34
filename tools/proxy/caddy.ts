// The configuration of Caddy (2.6 of Debian 12, or later).
import { join } from 'node:path';
import { addressHeader, headBytes, headMs, idleMs, requestMs } from '../../src/server/http/request-limits.ts';
import { answers, closedPaths, exampleSite, longerBodies, ordinaryBody, type ProxySite } from './limits.ts';

export interface CaddyTrial {
  /** Plain HTTP on 127.0.0.1, for a test: no certificate. */
  port: number;
  /** Where it may write. */
  folder: string;
}

/** @param trial to try it without root, without TLS and apart from the system's own Caddy */
export function caddyConfig(site: ProxySite = exampleSite, trial?: CaddyTrial): string {
  const seconds = (ms: number): string => `${ms / 1000}s`;
  const length = '{http.request.header.Content-Length}';
  const pass = (
    bytes: number,
  ): string => `		@long-${bytes} expression \`${length} != "" && int(${length}) > ${bytes}\`
		header @long-${bytes} Content-Type application/json
		header @long-${bytes} Cache-Control no-store
		respond @long-${bytes} \`${answers.tooLong}\` 413
		# Of unknown length: what is more is cut off.
		request_body {
			max_size ${bytes}
		}
		reverse_proxy ${site.upstream} {
			# Taken in whole before the server hears of it. (From Caddy 2.7 on: request_buffers ${bytes})
			buffer_requests
			# The server believes this header since only this machine reaches it: so it is written here anew.
			header_up ${addressHeader} {remote_host}
			header_up X-Forwarded-For {remote_host}
			transport http {
				dial_timeout 5s
			}
		}`;
  return `# Caddy before Sitecode. Put it in the place of /etc/caddy/Caddyfile, write your own name into it, and let PocketBase listen on
# ${site.upstream} alone. Made by \`node tools/run.mjs proxy caddy --name NAME\`, with the server's own limits.
# Caddy has no limit of connections: where one is needed, take nginx.conf, or let the kernel count them (docs/operations.md).
{
	admin off
${trial ? `	auto_https off\n	storage file_system ${join(trial.folder, 'storage')}\n` : ''}	servers {
		timeouts {
			read_header ${seconds(headMs)}
			# All of a request, however it drips.
			read_body ${seconds(requestMs)}
			idle ${seconds(idleMs)}
		}
		max_header_size ${headBytes / 1024}KiB
	}
}

${trial ? `http://127.0.0.1:${trial.port} {\n	bind 127.0.0.1` : `${site.name} {\n	header Strict-Transport-Security "max-age=31536000"`}

	# The dashboard, statements, backups, settings, superusers: on the server's own machine alone.
	@closed path_regexp ${closedPaths}
	handle @closed {
		header Content-Type application/json
		header Cache-Control no-store
		respond \`${answers.closed}\` 404
	}
${longerBodies
  .map(
    ([path, bytes]) => `	handle ${path} {
${pass(bytes)}
	}
`,
  )
  .join('')}	handle {
${pass(ordinaryBody)}
	}

	# Answers in the server's place, in its form.
	handle_errors {
		header Content-Type application/json
		header Cache-Control no-store
		respond \`${answers.away}\` 503
	}
}
`;
}
