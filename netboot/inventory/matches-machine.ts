/** Does a rule's `match` hold for a machine? Pure. */
import type { Machine } from '../../shared/machine/machine.ts';
import { contains } from '../../shared/spec/ip-address.ts';
import { matchesPattern } from '../../shared/spec/matches-pattern.ts';
import { fitsSizeRule } from '../../shared/spec/size.ts';
import type { CountRule, HardwareMatch, Match, Row } from './inventory.ts';
import { readMac, readTag, readUuid } from './identity.ts';

/** The machine, where its messages come from, and its row of the inventory. */
export interface Known { machine: Machine; addresses: readonly string[]; row?: Row | undefined }

export function matchesMachine(match: Match, { machine, addresses, row }: Known): boolean {
  const { product } = machine;
  return [
    held(match.mac, (globs) => macsOf(machine).some((mac) => anyOf(globs, mac))),
    held(match.serial, (globs) => anyOf(globs, readTag(product.serial))),
    held(match.uuid, (globs) => anyOf(globs, readUuid(product.uuid))),
    held(match.asset, (globs) => anyOf(globs, readTag(product.assetTag))),
    held(match.subnet, (subnets) => subnets.some((subnet) => addresses.some((address) => contains(subnet, address)))),
    held(match.hardware, (hardware) => matchesHardware(hardware, machine)),
    held(match.listed, (listed) => listed === (row !== undefined)),
    held(match.values, (wanted) => Object.entries(wanted).every(([name, globs]) => anyOf(globs, textOf(row?.values[name])))),
  ].every(Boolean);
}

/** In the order in which the machine has them. */
export function macsOf(machine: Machine): string[] {
  return machine.nics.flatMap(({ mac }) => readMac(mac) ?? []);
}

function matchesHardware(match: HardwareMatch, machine: Machine): boolean {
  const { product, cpu, firmware } = machine;
  const text = (globs: readonly string[] | undefined, ...is: (string | undefined)[]): boolean => held(globs, (wanted) => is.some((each) => anyOf(wanted, each)));
  const count = (rule: CountRule | undefined, is: number): boolean => held(rule, (wanted) => fits(is, wanted));
  return [
    text(match.architecture, machine.architecture), text(match.firmware, firmware.kind), text(match.virtualisation, machine.virtualisation),
    text(match.vendor, product.vendor), text(match.product, product.name), text(match.cpu, cpu.model, cpu.vendor),
    held(match.accelerator, (globs) => matchesAccelerator(globs, machine)),
    count(match.cores, cpu.cores), count(match.threads, cpu.threads), count(match.memory, machine.memory.bytes),
    count(match.disks, machine.disks.filter(({ isMedium, removable }) => !isMedium && !removable).length),
  ].every(Boolean);
}

function matchesAccelerator(globs: readonly string[], { accelerators }: Machine): boolean {
  return (accelerators.length === 0 && globs.includes('none')) || accelerators.some(({ family, name }) => anyOf(globs, family) || anyOf(globs, name));
}

/** A check whose key was left out holds. */
export function held<T>(asked: T | undefined, holds: (asked: T) => boolean): boolean {
  return asked === undefined || holds(asked);
}

export function anyOf(globs: readonly string[], text: string | undefined): boolean {
  return text !== undefined && globs.some((glob) => matchesPattern(text, glob));
}

function fits(count: number, { relation, count: bytes }: CountRule): boolean {
  return fitsSizeRule(count, { relation, bytes });
}

export function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value);
}
