import { ApiClient } from '../../sync/api-client.ts';

/** The demo's password is public. */
const owner = { email: 'owner@demo.example', password: 'demo-sitecode-2026' };

/**
 * The key of the shift, as the owner's page would show it for the sentry's camera.
 * @param site the sentry's
 * @throws ApiError where the site is not the demo owner's, or has no roster
 */
export async function demoShiftKey(site: number): Promise<string> {
  const client = new ApiClient();
  await client.signIn('owners', owner.email, owner.password);
  return (await client.giveShiftKey({ site, hours: 8 })).code;
}
