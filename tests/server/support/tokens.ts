import { createHmac } from 'node:crypto';
import type { TestDistrict } from './district.ts';

/** What a token says. */
export function claimsOf(token: string): Record<string, number | string | boolean> {
  return JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, number>;
}

/** A token with other claims, signed as the server signs it: what one of another day would have been. */
export async function tokenWith(
  district: TestDistrict,
  kind: string,
  token: string,
  change: Record<string, number | boolean | undefined>,
): Promise<string> {
  const [key, secret] = await district.sql<[string, string]>(
    `select json_array((select tokenKey from ${kind} where id = '${String(claimsOf(token)['id'])}'),
       (select options->>'$.authToken.secret' from _collections where name = '${kind}')) as found`,
  );
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ ...claimsOf(token), ...change })}`;
  return `${text}.${createHmac('sha256', key + secret)
    .update(text)
    .digest('base64url')}`;
}
