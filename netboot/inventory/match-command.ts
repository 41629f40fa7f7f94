/** `match FILE --machine F`: the dry run. The very functions that answer the machine answer here. */
import { recordedMachine } from '../../installer/headless/recorded-machine.ts';
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import { familyOf } from '../../shared/spec/ip-address.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { UsageError, type Values } from '../command-line.ts';
import type { CommandRunner } from '../main.ts';
import { formatResolution, resolutionJson } from './format-resolution.ts';
import { readMac } from './identity.ts';
import { readInventory } from './read-inventory.ts';
import { resolveMachine } from './resolve-machine.ts';

export const matchCommand: CommandRunner = async ({ files: [file = ''], values }) => {
  if (values.machine === undefined) throw new UsageError('match wants --machine FILE, a recorded machine (cognos-install probe --json)');
  const addresses = values.address ?? [];
  for (const address of addresses) if (familyOf(address) === 0) throw new UsageError(`--address ${address} is no IP address`);
  const machine = withNames(await recordedMachine(values.machine), values);
  const reading = await readInventory(localHost, file);
  if (!reading.ok) throw new RefusedError(reading.findings, exitCodes.specRefused);
  const resolution = await resolveMachine(reading.inventory, machine, addresses, { reset: values.reset ?? false });
  process.stdout.write(values.json ? `${JSON.stringify(resolutionJson(resolution), undefined, 2)}\n` : formatResolution(resolution));
  return resolution.outcome === 'install' ? exitCodes.done : exitCodes.machineRefused;
};

/** Another machine of the same kind: what a rack's delivery note says of it is enough to ask. */
function withNames(machine: Machine, { mac, serial, uuid, asset }: Values): Machine {
  const [first] = machine.nics;
  const nics = mac?.map((each, index) => {
    const known = readMac(each);
    if (known === undefined) throw new UsageError(`--mac ${each} is no MAC address; write one as 52:54:00:12:34:56`);
    return { ...machine.nics[index] ?? first ?? { name: `eth${index}`, link: true, wireless: false }, name: machine.nics[index]?.name ?? `eth${index}`, mac: known };
  });
  const product = { ...machine.product, ...serial === undefined ? {} : { serial }, ...uuid === undefined ? {} : { uuid }, ...asset === undefined ? {} : { assetTag: asset } };
  return { ...machine, product, ...nics ? { nics } : {} };
}
