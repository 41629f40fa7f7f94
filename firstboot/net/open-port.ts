/**
 * A hole in the firewall for as long as a page is served: a file of its own among those that the ruleset includes,
 * so that a reload of the firewall in the meantime keeps it, and one that forgets it closes it.
 */
import { ownRulesFolder } from '../../shared/harden/ruleset.ts';
import type { Host } from '../../shared/system/host.ts';


/** @param name of the page, e.g. "ask" */
export async function openPort(host: Host, name: string, port: number, signal?: AbortSignal): Promise<void> {
  // A system without our firewall has nothing to open.
  if (!await host.exists(ownRulesFolder)) return;
  await host.writeFile(pathOf(name), `# For a page of the first boot; gone when that is over.\nadd rule inet filter own_input tcp dport ${port} accept comment "cognos-${name}"\n`);
  await reload(host, signal);
}

export async function closePort(host: Host, name: string, signal?: AbortSignal): Promise<void> {
  if (!await host.exists(pathOf(name))) return;
  await host.remove(pathOf(name));
  await reload(host, signal);
}

function pathOf(name: string): string {
  return `${ownRulesFolder}/60-cognos-${name}.nft`;
}

/** A firewall that is not running is not started by this. */
async function reload(host: Host, signal?: AbortSignal): Promise<void> {
  await host.run('systemctl', ['try-reload-or-restart', 'nftables.service'], { signal });
}
