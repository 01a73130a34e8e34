/**
 * The Y of a point on P-256 from its X: passes hold X and one bit of Y, and Web Crypto takes no compressed point in every
 * browser. Public values only, so the BigInt arithmetic need not be constant in time.
 */
const p = 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn;
const b = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  for (let square = base % p, left = exponent; left > 0n; left >>= 1n, square = (square * square) % p) {
    if (left & 1n) result = (result * square) % p;
  }
  return result;
}

/**
 * 04 || X || Y (65 bytes). Throws a RangeError when no point of the curve has this X.
 * Formula: y² = x³ - 3x + b (SEC 2, secp256r1); p ≡ 3 mod 4, so a root is z^((p+1)/4).
 */
export function uncompressedPoint(x: Uint8Array, yOdd: boolean): Uint8Array<ArrayBuffer> {
  let abscissa = 0n;
  for (const byte of x) abscissa = (abscissa << 8n) | BigInt(byte);
  if (x.length !== 32 || abscissa >= p) throw new RangeError('No X of a point on P-256.');
  const z = ((((abscissa * abscissa - 3n) * abscissa + b) % p) + p) % p;
  let y = power(z, (p + 1n) / 4n);
  if ((y * y) % p !== z) throw new RangeError('No point on P-256 has this X.');
  if (((y & 1n) === 1n) !== yOdd) y = p - y;
  const point = new Uint8Array(65);
  point[0] = 4;
  point.set(x, 1);
  for (let i = 64; i > 32; i--, y >>= 8n) point[i] = Number(y & 255n);
  return point;
}
