/** A hole in the firewall for a page. */
import type { Host } from '../../shared/system/host.ts';
import { closeHole, openHole } from './hole.ts';

/** @param name of the page, e.g. "ask" */
export function openPort(host: Host, name: string, port: number, signal?: AbortSignal): Promise<void> {
  return openHole(host, name, () => `# For a page of the first boot; gone when that is over.\nadd rule inet filter own_input tcp dport ${port} accept comment "cognos-${name}"\n`, signal);
}

export const closePort = closeHole;
