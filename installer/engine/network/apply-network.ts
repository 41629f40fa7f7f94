/**
 * The network of the live system as it was answered: set up, waited for, and taken back when it does not come up. By itself
 * every wired card asks for an address (99-cognos-live.network); a file of netplan's comes before that, and without ours
 * that is so again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import type { Finding } from '../../../shared/errors.ts';
import type { Machine } from '../../../shared/machine/machine.ts';
import type { NetworkAnswers } from '../../../shared/protocol/answers.ts';
import { CommandError, type Host } from '../../../shared/system/host.ts';
import { isMap } from '../../../shared/spec/is-map.ts';
import { VerbError } from '../verb-error.ts';
import { askedInterfaces } from './asked-interfaces.ts';
import { awaitLinks, type Patience } from './await-links.ts';
import { filesOf, netplanFile, putFiles, readFiles, type NetworkFiles } from './network-files.ts';

const patience: Patience = { rounds: 30, pause: () => sleep(1000) };

interface Options extends Partial<Patience> {
  /** The same machine without the log: what is looked at every second would fill it. */
  quiet?: Host;
}

/** @throws VerbError when it does not come up, with a finding where that is; then all is as it was before */
export async function applyNetwork(host: Host, machine: Machine, { kind, spec }: NetworkAnswers, { quiet = host, ...given }: Options = {}): Promise<void> {
  // Who installs offline has a network that is of no use, and nothing of it need change.
  if (kind === 'offline' || kind === 'automatic' && !await host.exists(netplanFile)) return;
  const { files, network } = kind === 'automatic' ? { files: new Map<string, string>(), network: {} } : filesOf(machine, spec);
  const before = await readFiles(host, machine, files.keys());
  try {
    await putFiles(host, files, before);
    await netplan(host, 'generate');
  } catch (error) {
    await putFiles(host, before, files); // A file that netplan cannot read takes every other interface with it.
    throw error;
  }
  const [earlier, now] = [virtual(networkIn(before)), virtual(network)];
  await unmake(host, earlier.filter((name) => !now.includes(name)));
  const fault = await tryOut(host, () => awaitLinks(quiet, askedInterfaces(network, machine.nics), { ...patience, ...given }));
  if (!fault) return;
  const end = await restore(host, { files, before, made: now.filter((name) => !earlier.includes(name)) });
  throw new VerbError(fault.code, `${fault.message}. ${end}`, undefined, fault instanceof VerbError ? undefined : fault);
}

async function restore(host: Host, { files, before, made }: { files: NetworkFiles; before: NetworkFiles; made: string[] }): Promise<string> {
  try {
    await putFiles(host, before, files);
    await unmake(host, made);
    await netplan(host, 'apply');
    return 'What was set before is used again';
  } catch (error) {
    return `What was set before could not be used again: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Bonds and VLANs that stay would hold on to their cards: networkd removes none that it has made. Those that are not there (exit status 1) are none. */
async function unmake(host: Host, names: readonly string[]): Promise<void> {
  for (const name of names) await host.run('ip', ['link', 'delete', 'dev', name], { okExitCodes: [0, 1] });
}

async function tryOut(host: Host, wait: () => Promise<Finding | undefined>): Promise<Finding | VerbError | undefined> {
  try {
    await netplan(host, 'apply');
    return await wait();
  } catch (error) {
    if (error instanceof VerbError) return error;
    throw error;
  }
}

function virtual(network: unknown): string[] {
  // A VLAN before what it runs on.
  return isMap(network) ? ['vlans', 'bridges', 'bonds', 'vrfs'].flatMap((kind) => (isMap(network[kind]) ? Object.keys(network[kind]) : [])) : [];
}

/** Of a file that we wrote. */
function networkIn(files: NetworkFiles): unknown {
  const file: unknown = parse(files.get(netplanFile) ?? '');
  return isMap(file) ? file['network'] : undefined;
}

async function netplan(host: Host, verb: 'generate' | 'apply'): Promise<void> {
  try {
    await host.run('netplan', [verb]);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    throw new VerbError('network', `the network cannot be set like this: ${error.message}`, 'Correct it, or go on without.');
  }
}
