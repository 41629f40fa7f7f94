/** What a template can say of the machine itself, without anybody having written it down. */
import type { Machine } from '../../shared/machine/machine.ts';
import { readTag, readUuid } from './identity.ts';
import type { Values } from './inventory.ts';
import { macsOf } from './matches-machine.ts';

export const factNames = ['mac', 'serial', 'uuid', 'asset', 'address_now', 'architecture', 'vendor', 'product'] as const;

/**
 * The machine names itself, and a template may stand in a command: what could mean something to a shell is left out,
 * and a template that needs it is refused.
 */
export function factsOf(machine: Machine, addresses: readonly string[]): Values {
  const { product } = machine;
  const facts: Record<(typeof factNames)[number], string | undefined> = {
    mac: macsOf(machine)[0], serial: readTag(product.serial), uuid: readUuid(product.uuid), asset: readTag(product.assetTag),
    address_now: addresses[0], architecture: machine.architecture, vendor: product.vendor, product: product.name,
  };
  return Object.fromEntries(Object.entries(facts).filter((entry): entry is [string, string] => entry[1] !== undefined && /^[A-Za-z0-9][A-Za-z0-9 ._:+-]{0,127}$/.test(entry[1])));
}
