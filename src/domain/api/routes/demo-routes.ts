import type { PassAnswer } from '../api.ts';
import type {
  DemoCastAnswer,
  DemoCertifyRequest,
  DemoForeignSignersAnswer,
  DemoPairingCodeAnswer,
  DemoPassRequest,
  DemoTracingKeyAnswer,
} from '../demo-api.ts';
import type { DemoOfficialKeyAnswer } from '../policy-api.ts';
import { says, type Nothing, type Route } from '../route.ts';

/** The demo district's alone: a real district's server has none of them. */
export const demoRoutes = {
  demoCast: {
    method: 'GET',
    path: 'demo/cast',
    right: 'demo.play',
    says: says<Nothing, DemoCastAnswer>(),
    bundle: 'demo',
    // Who comes first brings a demo that was left alone up to date.
    audited: ['demo.refresh', 'override.request'],
  },
  demoPairingCode: {
    method: 'POST',
    path: 'demo/pairing-code',
    right: 'demo.play',
    says: says<Nothing, DemoPairingCodeAnswer>(),
    bundle: 'demo',
    logged: true,
    audited: ['pairing-code.make'],
  },
  demoPass: {
    method: 'POST',
    path: 'demo/pass',
    right: 'demo.play',
    says: says<DemoPassRequest, PassAnswer>(),
    bundle: 'demo',
    audited: ['pass.issue'],
  },
  demoForeignSigners: {
    method: 'GET',
    path: 'demo/foreign-signers',
    right: 'demo.play',
    says: says<Nothing, DemoForeignSignersAnswer>(),
    bundle: 'demo',
  },
  demoCustodianKey: {
    method: 'GET',
    path: 'demo/custodian-key',
    right: 'custody.certify',
    says: says<Nothing, DemoOfficialKeyAnswer>(),
    bundle: 'demo',
    logged: true,
  },
  demoTracingKey: {
    method: 'GET',
    path: 'demo/tracing-key',
    right: 'name.open',
    says: says<Nothing, DemoTracingKeyAnswer>(),
    bundle: 'demo',
    logged: true,
  },
  demoCertify: {
    method: 'POST',
    path: 'demo/certify',
    right: 'name.open',
    says: says<DemoCertifyRequest, Nothing>(),
    bundle: 'demo',
    logged: true,
    audited: ['custody.certify'],
  },
  demoOfficialKey: {
    method: 'GET',
    path: 'demo/official-key',
    right: 'policy.sign',
    says: says<Nothing, DemoOfficialKeyAnswer>(),
    bundle: 'demo',
    logged: true,
  },
} as const satisfies Record<string, Route>;
