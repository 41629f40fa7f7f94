/** The boot server of a site, put together and listening. */
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exitCodes, formatFinding, InstallerError, RefusedError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { resolveMachine } from '../inventory/resolve-machine.ts';
import { watchInventory, type InventoryNow } from '../inventory/watch-inventory.ts';
import { openWebhooks } from '../rollout/webhooks.ts';
import { inventoryState } from '../rollout/view.ts';
import { openStore, type Store } from '../store/open-store.ts';
import { writeSetting } from '../store/settings.ts';
import { adminRefusal } from './admin.ts';
import { httpServer } from './http-server.ts';
import { readNeighbours } from './neighbours.ts';
import { adminTokenPath, keyPath, lockPath, statePath } from './places.ts';
import type { Site } from './routes.ts';
import type { Limits, Serving } from './serving.ts';
import { eventKey, keptSecret } from './tokens.ts';

export interface SiteOptions {
  host: Host;
  folder: string;
  inventory: string;
  artefacts?: string | undefined;
  listen: { address: string; port: number };
  url?: string | undefined;
  tls?: { cert: string; key: string; ca?: string | undefined } | undefined;
  plainPort?: number | undefined;
  limits: Limits;
  webhook?: { url: string; secret?: string | undefined } | undefined;
  log: (line: string) => void;
  now?: () => number;
}

export interface OpenSite {
  store: Store;
  port: number;
  /** Of the loaders' door, where there is one. */
  plainPort?: number;
  close: () => Promise<void>;
}

export async function openSite(options: SiteOptions): Promise<OpenSite> {
  const { host, folder, log, now = Date.now } = options;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = await host.lock(lockPath(folder));
  if (!lock) throw new InstallerError({ code: 'already-serving', exitCode: exitCodes.alreadyRunning, message: `Another cognos-netboot serve uses ${folder}`, action: 'End it, or give this one a folder of its own with --folder.' });
  const undo: (() => unknown)[] = [() => lock.release()];
  const close = async (): Promise<void> => { for (const step of undo.splice(0).reverse()) await step(); };
  try {
    const store = openStore(statePath(folder));
    undo.push(() => { store.close(); });
    const serving = await openServing(options, store, now, undo);
    const adminToken = await keptSecret(host, adminTokenPath(folder));
    const site: Site = { serving, artefacts: options.artefacts, adminRefusal: (request) => adminRefusal(request, adminToken) };
    const servers = listeners(site, options);
    for (const { server, port } of servers) {
      await listen(server, options.listen.address, port);
      undo.push(async () => { server.closeAllConnections(); server.close(); await once(server, 'close'); });
    }
    const [port = 0, plainPort] = servers.map(({ server }) => (server.address() as AddressInfo).port);
    log(`Listens on port ${port}${plainPort === undefined ? '' : ` and, for loaders, ${plainPort}`}`);
    return { store, port, ...plainPort === undefined ? {} : { plainPort }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openServing({ host, folder, inventory: file, limits, webhook, tls, log }: SiteOptions, store: Store, now: () => number, undo: (() => unknown)[]): Promise<Serving> {
  const keep = async ({ inventory, findings, loadedAt }: InventoryNow): Promise<void> => {
    await store.write(() => { writeSetting(store, 'inventory', inventoryState(file, loadedAt, inventory.rules.length, inventory.rows.length, findings)); });
  };
  const inventory = await watchInventory(host, file, (read) => {
    log(read.findings[0] ? `The inventory was edited into something that cannot be, the last good one counts: ${formatFinding(read.findings[0])}` : `The inventory was read again: ${read.inventory.rules.length} rules, ${read.inventory.rows.length} machines listed`);
    keep(read).catch((error: unknown) => { log(`The state of the inventory could not be noted: ${String(error)}`); });
  });
  if (Array.isArray(inventory)) throw new RefusedError(inventory, exitCodes.specRefused);
  await keep(inventory.now());
  // A broken edit is to be seen in the rollout before the next machine asks.
  const timer = setInterval(() => { void inventory.refresh().catch((error: unknown) => { log(`The inventory could not be read again: ${String(error)}`); }); }, 2000);
  undo.push(() => { clearInterval(timer); });
  const hooks = webhook && openWebhooks({ store, ...webhook, now, log });
  if (hooks) undo.push(() => hooks.stop());
  return { store, inventory, now, key: eventKey(await keptSecret(host, keyPath(folder))), limits, neighbours: readNeighbours(), resolve: resolveMachine, log, hooks, authority: tls?.ca };
}

function listeners(site: Site, { tls, url, listen: { port }, plainPort }: SiteOptions): { server: Server; port: number }[] {
  const main = { server: httpServer(site, { tls, url }), port };
  return plainPort === undefined ? [main] : [main, { server: httpServer(site, { url, plainOnly: true }), port: plainPort }];
}

async function listen(server: Server, address: string, port: number): Promise<void> {
  server.listen({ host: address, port, backlog: 1024 });
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? 'another program listens there' : code === 'EACCES' ? 'this user may not listen there' : code === 'EADDRNOTAVAIL' ? 'this machine has no such address' : String(error);
    throw new InstallerError({ code: 'listen', exitCode: exitCodes.failedForGood, cause: error, message: `The server cannot listen on ${address}, port ${port}: ${why}`, action: 'Choose another with --listen ADDRESS:PORT.' });
  }
}
