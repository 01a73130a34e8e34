// Splits the escrow key among three keepers, any two of whom have it again: one alone has nothing, and one lost share loses nothing
// (Shamir's scheme, modulo the order of P-256: a line through the secret, of which each keeper has a point).
import { randomBytes } from 'node:crypto';
import { PlainError } from '../plain-error.ts';

/** The order of P-256 (SEC 2). */
const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;
/** How many keepers there are, and how many it takes. */
export const keepers = 3;

/** What one keeper has. */
export interface Share {
  /** 1 to 3. */
  keeper: number;
  /** 32 bytes as hexadecimal. */
  value: string;
  /** The public half of the key that is shared, 65 bytes as hexadecimal: shares of two keys are told apart by it. */
  publicKey: string;
}

const reduced = (value: bigint): bigint => ((value % order) + order) % order;
const number = (hexadecimal: string): bigint => BigInt(`0x${hexadecimal}`);
const text = (value: bigint): string => value.toString(16).padStart(64, '0');

/** @param secret 32 bytes as hexadecimal */
export function splitKey(secret: string, publicKey: string): Share[] {
  // 64 bytes modulo the order: no value is likelier than another.
  const slope = reduced(number(randomBytes(64).toString('hex')));
  return Array.from({ length: keepers }, (_, index) => ({
    keeper: index + 1,
    value: text(reduced(number(secret) + slope * BigInt(index + 1))),
    publicKey,
  }));
}

/** 1 / value modulo the order, which is prime. */
function inverse(value: bigint): bigint {
  let result = 1n;
  for (
    let square = reduced(value), left = order - 2n;
    left > 0n;
    left >>= 1n, square = reduced(square * square)
  )
    if (left & 1n) result = reduced(result * square);
  return result;
}

/** The secret of two keepers' shares, as hexadecimal. @throws PlainError when they are not two shares of one key */
export function joinShares(shares: readonly Share[]): string {
  const [one, two] = shares;
  const isShare = ({ keeper, value, publicKey }: Share): boolean =>
    Number.isInteger(keeper) &&
    keeper >= 1 &&
    keeper <= keepers &&
    /^[0-9a-f]{64}$/.test(value) &&
    /^04[0-9a-f]{128}$/.test(publicKey);
  if (!one || !two || shares.length !== 2 || !shares.every(isShare) || one.keeper === two.keeper)
    throw new PlainError('It takes the shares of two different keepers.');
  if (one.publicKey !== two.publicKey) throw new PlainError('These are shares of two different keys.');
  const [x, y] = [BigInt(one.keeper), BigInt(two.keeper)];
  const sum = number(one.value) * y - number(two.value) * x;
  return text(reduced(sum * inverse(y - x)));
}
