// What sentries ask for all day: a bundle of its own, without the big libraries.
import { gateRoutes } from '../../domain/api/routes/sentry-routes.ts';
import { heartbeatRoute } from '../fleet/heartbeat.ts';
import { keepRows } from '../http/route-handlers.ts';
import { scansRoute } from '../scans/ingest.ts';
import { foreignRoute } from './serve.ts';

export const routes = keepRows(gateRoutes, { heartbeat: heartbeatRoute, uploadScans: scansRoute });

export const hooks = { foreignRoute };
