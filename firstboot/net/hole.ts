/**
 * A hole in the firewall for as long as something is served: a file of its own among those that the ruleset includes,
 * so that a reload of the firewall in the meantime keeps it, and one that forgets it closes it.
 */
import { ownRulesFolder } from '../../shared/harden/ruleset.ts';
import type { Host } from '../../shared/system/host.ts';

/** @param rules nft commands; asked for only where there is our firewall, and undefined where there is nothing to open */
export async function openHole(host: Host, name: string, rules: () => Promise<string | undefined> | string, signal?: AbortSignal): Promise<void> {
  // A system without our firewall has nothing to open.
  if (!await host.exists(ownRulesFolder)) return;
  const text = await rules();
  if (text === undefined) return;
  await host.writeFile(pathOf(name), text);
  await reload(host, signal);
}

export async function closeHole(host: Host, name: string, signal?: AbortSignal): Promise<void> {
  if (!await host.exists(pathOf(name))) return;
  await host.remove(pathOf(name));
  await reload(host, signal);
}

export function pathOf(name: string): string {
  return `${ownRulesFolder}/60-cognos-${name}.nft`;
}

/** A firewall that is not running is not started by this. */
async function reload(host: Host, signal?: AbortSignal): Promise<void> {
  await host.run('systemctl', ['try-reload-or-restart', 'nftables.service'], { signal });
}
