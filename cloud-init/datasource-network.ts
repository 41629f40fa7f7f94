/**
 * The network-config of a datasource. cloud-init 22.4.2 leaves it on disk in no form of its own: only rendered, where
 * it cannot be told from the fallback, and inside the pickled datasource. cloud-init's own code reads that one best.
 */
import { isMap } from '../shared/spec/is-map.ts';
import type { Host } from '../shared/system/host.ts';
import { readDocument } from '../shared/spec/read-document.ts';

const script = `
import json, sys
from cloudinit.sources import pkl_load
datasource = pkl_load(sys.argv[1])
config = getattr(datasource, "network_config", None) if datasource else None
if isinstance(config, dict) and "network" in config:
    config = config["network"]
json.dump(config if isinstance(config, dict) else None, sys.stdout)
`;

/** undefined when the datasource gave none, or gave {config: disabled}. */
export async function datasourceNetwork(host: Host, instance: string): Promise<Record<string, unknown> | undefined> {
  const path = `${instance}/obj.pkl`;
  if (!await host.exists(path)) return undefined;
  const config: unknown = JSON.parse(await host.run('python3', ['-c', script, path]));
  return isMap(config) && config['config'] !== 'disabled' ? config : undefined;
}

/** The user-data's own `network:` counts; the datasource's goes to the end, so that every line keeps its number. */
export async function addNetwork(text: string, network: Record<string, unknown>): Promise<string> {
  const document = await readDocument(new TextEncoder().encode(text), 'user-data');
  if (!document.ok || !isMap(document.value) || Object.hasOwn(document.value, 'network')) return text;
  const json = JSON.stringify(network);
  const isBlock = document.syntax === 'yaml' && !text.replace(/^#.*$/gm, '').trimStart().startsWith('{');
  if (isBlock) return `${text.replace(/\n*$/, '\n')}network: ${json}\n`;
  return `${JSON.stringify({ ...document.value, network: JSON.parse(json) as unknown }, undefined, 1)}\n`;
}
