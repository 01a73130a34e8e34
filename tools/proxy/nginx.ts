// The configuration of nginx (1.22, Debian 12, or later), whole: its limits of connections belong to no single site.
import { join } from 'node:path';
import { addressHeader, headBytes, headMs, idleMs, requestMs } from '../../src/server/http/request-limits.ts';
import {
  answers,
  bodyPauseSeconds,
  closedPaths,
  connectionsByAddress,
  connectionsInAll,
  exampleSite,
  longerBodies,
  ordinaryBody,
  type ProxySite,
} from './limits.ts';

export interface NginxTrial {
  /** Plain HTTP on 127.0.0.1, for a test: no certificate. */
  port: number;
  /** Where it may write. */
  folder: string;
}

/** @param trial to try it without root, without TLS and apart from the system's own nginx */
export function nginxConfig(site: ProxySite = exampleSite, trial?: NginxTrial): string {
  const seconds = (ms: number): string => `${ms / 1000}s`;
  return `# nginx before Sitecode. Put it in the place of /etc/nginx/nginx.conf, write your own name and certificate into it, and let
# PocketBase listen on ${site.upstream} alone. Made by \`node tools/run.mjs proxy nginx --name NAME\`, with the server's own limits.
${trial ? `daemon off;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}pid ${join(trial.folder, 'nginx.pid')};\nerror_log stderr warn;\n` : 'user www-data;\npid /run/nginx.pid;\nerror_log /var/log/nginx/error.log warn;\n'}worker_processes auto;
worker_rlimit_nofile 32768;

events {
    # Of each process: those of askers, also idle ones and those that have not said what they want, and those to the server.
    worker_connections 15000;
}

http {
    default_type application/octet-stream;
    # An address of the web and who asked for it: that is somebody's day. Switch it on to look for a fault, and off again.
    access_log off;
    server_tokens off;
${trial ? ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `    ${kind}_temp_path ${join(trial.folder, kind)};\n`).join('') : ''}
    # Time. A head has ${seconds(headMs)} in all. A body that stops for ${bodyPauseSeconds} s is given up; it is taken in whole before the server hears of it, so
    # that a slow one costs a few kilobytes here and nothing there.
    client_header_timeout ${seconds(headMs)};
    client_body_timeout ${bodyPauseSeconds}s;
    send_timeout ${seconds(requestMs)};
    keepalive_timeout ${seconds(idleMs)};
    lingering_time ${bodyPauseSeconds}s;
    lingering_timeout 1s;
    reset_timedout_connection on;
    proxy_request_buffering on;
    client_body_buffer_size 16k;

    # Size.
    client_header_buffer_size 2k;
    large_client_header_buffers 4 ${headBytes / 1024}k;
    client_max_body_size ${ordinaryBody / 1024}k;

    # Connections that are being answered. All tablets and visitors of a mall share one address.
    limit_conn_zone $binary_remote_addr zone=address:10m;
    limit_conn_zone $server_name zone=all:1m;
    limit_conn address ${connectionsByAddress};
    limit_conn all ${connectionsInAll};
    limit_conn_status 503;
    limit_conn_log_level info;

    # To the server. It believes the address in ${addressHeader} since only this machine reaches it: so it is written here anew.
    upstream sitecode {
        server ${site.upstream};
        keepalive 64;
    }
    proxy_http_version 1.1;
    proxy_set_header Connection "";
    proxy_set_header Host $host;
    proxy_set_header ${addressHeader} $remote_addr;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_connect_timeout 5s;
    proxy_read_timeout 60s;
    proxy_next_upstream off;
${
  trial
    ? `
    server {
        listen 127.0.0.1:${trial.port} backlog=4096;
        server_name ${site.name};`
    : `
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:20m;
    ssl_session_timeout 1d;
    ssl_session_tickets off;

    # A name that is not this district's is answered nothing.
    server {
        listen 443 ssl default_server backlog=4096;
        listen [::]:443 ssl default_server backlog=4096;
        ssl_reject_handshake on;
    }
    server {
        listen 80 default_server;
        listen [::]:80 default_server;
        server_name ${site.name};
        # The certificate's renewal asks here.
        location /.well-known/acme-challenge/ {
            root /var/www/html;
        }
        location / {
            return 301 https://${site.name}$request_uri;
        }
    }
    server {
        listen 443 ssl http2;
        listen [::]:443 ssl http2;
        server_name ${site.name};
        ssl_certificate /etc/letsencrypt/live/${site.name}/fullchain.pem;
        ssl_certificate_key /etc/letsencrypt/live/${site.name}/privkey.pem;
        add_header Strict-Transport-Security "max-age=31536000";`
}

        location / {
            proxy_pass http://sitecode;
        }
${longerBodies
  .map(
    ([path, bytes]) => `        location = ${path} {
            client_max_body_size ${bytes / 1024}k;
            proxy_pass http://sitecode;
        }
`,
  )
  .join('')}        # A page that listens: what it is told comes at once, and nothing may be said for minutes.
        location = /api/realtime {
            proxy_buffering off;
            proxy_read_timeout 35m;
            proxy_pass http://sitecode;
        }
        # The dashboard, statements, backups, settings, superusers: on the server's own machine alone.
        location ~ "${closedPaths}" {
            default_type application/json;
            add_header Cache-Control no-store always;
            return 404 '${answers.closed}';
        }

        # Answers in the server's place, in its form: a device takes none of them for a judgement of its records.
        error_page 413 @too-long;
        error_page 503 @busy;
        error_page 500 502 504 =503 @away;
${(
  [
    ['too-long', 413, answers.tooLong],
    ['busy', 503, answers.busy],
    ['away', 503, answers.away],
  ] as const
)
  .map(
    ([name, status, text]) => `        location @${name} {
            default_type application/json;
            add_header Cache-Control no-store always;
            return ${status} '${text}';
        }
`,
  )
  .join('')}    }
}
`;
}
