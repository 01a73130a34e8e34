// What sentries ask for all day: a bundle of its own, without the big libraries.
import { heartbeatRoute } from './heartbeat.ts';
import { scansRoute } from './ingest.ts';

export const handlers = { heartbeat: heartbeatRoute, scans: scansRoute };
