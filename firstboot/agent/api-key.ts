/** The key that the agent's API wants. Made once, on the machine; read by root and, as a credential, by the agent. */
import { randomBytes } from 'node:crypto';
import type { Host } from '../../shared/system/host.ts';
import { apiKeyPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';

export async function hasApiKey(host: Host): Promise<boolean> {
  // llama-server takes an empty file for "no key wanted".
  return (await readIfThere(host, apiKeyPath) ?? '').trim() !== '';
}

export async function makeApiKey(host: Host): Promise<void> {
  if (await hasApiKey(host)) return;
  await host.writeFile(apiKeyPath, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, uid: 0, gid: 0 });
}
