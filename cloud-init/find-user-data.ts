/**
 * What cloud-init's datasources found, on the live system, after its fetch stages (cloud-init.service) have run. The
 * paths are those of Debian's 22.4.2: helpers.py `Paths.lookups`.
 */
import type { Host } from '../shared/system/host.ts';
import { addNetwork, datasourceNetwork } from './datasource-network.ts';
import { kindOf } from './user-data-kind.ts';

const instance = '/var/lib/cloud/instance';

export interface FoundUserData {
  /** The file the text is from; findings name it. */
  path: string;
  /** `raw`: as the user wrote it, with the user's lines; `merged`: what cloud-init made of several parts. */
  kind: 'raw' | 'merged';
  /** With `network:` from the datasource's network-config at its end, when there is one and the text has none. */
  text: string;
}

/** undefined when no datasource gave any user-data. Throws when what is there cannot be read. */
export async function findUserData(host: Host): Promise<FoundUserData | undefined> {
  const found = await findText(host);
  if (!found) return undefined;
  const network = await datasourceNetwork(host, instance);
  return network === undefined ? found : { ...found, text: await addNetwork(found.text, network) };
}

/** The same without `network:`, which a running system has already. */
export async function findText(host: Host): Promise<FoundUserData | undefined> {
  const raw = await rawText(host);
  if (raw !== undefined) return { path: `${instance}/user-data.txt`, kind: 'raw', text: raw };
  const merged = await readIfThere(host, `${instance}/cloud-config.txt`);
  return isBlank(merged) ? undefined : { path: `${instance}/cloud-config.txt`, kind: 'merged', text: merged };
}

/**
 * A plain #cloud-config is taken as it was written. So is text without a first line that cloud-init knows: it
 * ignores that, and we read JSON and TOML too. Parts, scripts and compressed data are for cloud-init to merge.
 */
async function rawText(host: Host): Promise<string | undefined> {
  const path = `${instance}/user-data.txt`;
  if (!await host.exists(path)) return undefined;
  const [first, second] = await host.readBytes(path, 2);
  if (first === 0x1f && second === 0x8b) return undefined;
  const text = await host.readFile(path);
  return isBlank(text) || kindOf(text) === 'other' ? undefined : text;
}

async function readIfThere(host: Host, path: string): Promise<string> {
  return await host.exists(path) ? host.readFile(path) : '';
}

/** cloud-init writes an empty file, or one with only its own comments, when there was nothing. */
function isBlank(text: string): boolean {
  return text.replace(/^#.*$/gm, '').trim() === '';
}
