import { os, type RequestEvent } from './vm.ts';

/**
 * The address that codes on doors begin with, such as "https://code.example": SITECODE_ORIGIN, else where the request
 * itself was sent.
 */
export function origin(e: RequestEvent): string {
  return os.getenv('SITECODE_ORIGIN') || `${e.isTLS() ? 'https' : 'http'}://${e.request.host}`;
}
