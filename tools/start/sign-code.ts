// Signs site codes of a demo district: OpenSSL makes 69,445 signatures in seconds, PocketBase's VM in 20 minutes.
import { createPrivateKey, sign } from 'node:crypto';
import { base64url, concat, fromHex } from '../../src/domain/bytes/bytes.ts';
import { encodeSiteCodeBody, geohashBytes, siteCodeMessage } from '../../src/domain/site/site-code.ts';
import type { SignCode } from '../../src/server/demo/places/plan-places.ts';
import type { SigningKey } from '../keys/secrets.ts';

/** What signs codes with the district's site code key, as the server's own `sign` would. */
export function codeSigner({ id, privateKey, publicKey }: SigningKey): SignCode {
  const point = fromHex(publicKey);
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: base64url(fromHex(privateKey)),
    x: base64url(point.slice(1, 33)),
    y: base64url(point.slice(33)),
  };
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return (code, geohash) => {
    const body = encodeSiteCodeBody({ key: id, id: fromHex(code), geohash: geohashBytes(geohash) });
    const signature = sign('sha256', siteCodeMessage(body), { key, dsaEncoding: 'ieee-p1363' });
    return base64url(concat(body, new Uint8Array(signature)));
  };
}
