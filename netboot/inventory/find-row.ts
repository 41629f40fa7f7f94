/** The row of the inventory that is about a machine. Pure. */
import type { Machine } from '../../shared/machine/machine.ts';
import { readTag, readUuid } from './identity.ts';
import type { Identity, Row } from './inventory.ts';
import { macsOf } from './matches-machine.ts';

export type RowVerdict = { row: Row | undefined } | { refusal: string };

/** A row that is right about one name and wrong about another is about no machine that there is: somebody swapped a board or a line. */
export function findRow(rows: readonly Row[], machine: Machine): RowVerdict {
  const judged = rows.map((row) => ({ row, ...judge(row.identity, machine) })).filter(({ right }) => right.length > 0);
  const torn = judged.find(({ wrong }) => wrong.length > 0);
  if (torn) return { refusal: `${where(torn.row)} has this machine's ${torn.right.join(' and ')} but another ${torn.wrong.join(' and ')}; correct the row` };
  const [first, second] = judged;
  if (first && second) return { refusal: `${where(first.row)} and ${where(second.row)} are both about this machine; keep one of them` };
  return { row: first?.row };
}

function judge(identity: Identity, machine: Machine): { right: string[]; wrong: string[] } {
  const { product } = machine;
  const verdicts: [name: string, holds: boolean | undefined][] = [
    ['MAC address', identity.mac?.some((mac) => macsOf(machine).includes(mac))],
    ['serial number', same(identity.serial, readTag(product.serial))],
    ['UUID', same(identity.uuid, readUuid(product.uuid))],
    ['asset tag', same(identity.asset, readTag(product.assetTag))],
  ];
  const of = (wanted: boolean): string[] => verdicts.filter(([, holds]) => holds === wanted).map(([name]) => name);
  return { right: of(true), wrong: of(false) };
}

function same(wanted: string | undefined, is: string | undefined): boolean | undefined {
  return wanted === undefined ? undefined : wanted.toLowerCase() === is?.toLowerCase();
}

function where({ at }: Row): string {
  return `${at.file}:${at.line}`;
}
