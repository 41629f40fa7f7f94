/** The row of the inventory that is about a machine. Pure. */
import type { Machine } from '../../shared/machine/machine.ts';
import { readTag, readUuid } from './identity.ts';
import type { Identity, Row } from './inventory.ts';
import { macsOf } from './matches-machine.ts';

export type RowVerdict = { row: Row | undefined } | { refusal: string };

/** A row that is right about one name and wrong about another is about no machine that there is: somebody swapped a board or a line. */
export function findRow(rows: readonly Row[], machine: Machine): RowVerdict {
  const names = namesOf(machine);
  const judged = rows.map((row) => ({ row, ...judge(row.identity, names) })).filter(({ right }) => right.length > 0);
  const torn = judged.find(({ wrong }) => wrong.length > 0);
  if (torn) return { refusal: `${where(torn.row)} has this machine's ${torn.right.join(' and ')} but another ${torn.wrong.join(' and ')}; correct the row` };
  const [first, second] = judged;
  if (first && second) return { refusal: `${where(first.row)} and ${where(second.row)} are both about this machine; keep one of them` };
  return { row: first?.row };
}

interface Names { macs: string[]; serial: string | undefined; uuid: string | undefined; asset: string | undefined }

/** Read once: there may be thousands of rows. */
function namesOf(machine: Machine): Names {
  const { serial, uuid, assetTag } = machine.product;
  return { macs: macsOf(machine), serial: readTag(serial)?.toLowerCase(), uuid: readUuid(uuid), asset: readTag(assetTag)?.toLowerCase() };
}

function judge(identity: Identity, names: Names): { right: string[]; wrong: string[] } {
  const right: string[] = [];
  const wrong: string[] = [];
  const compare = (name: string, holds: boolean | undefined): void => { if (holds !== undefined) (holds ? right : wrong).push(name); };
  compare('MAC address', identity.mac?.some((mac) => names.macs.includes(mac)));
  compare('serial number', same(identity.serial, names.serial));
  compare('UUID', same(identity.uuid, names.uuid));
  compare('asset tag', same(identity.asset, names.asset));
  return { right, wrong };
}

function same(wanted: string | undefined, is: string | undefined): boolean | undefined {
  return wanted === undefined ? undefined : wanted.toLowerCase() === is;
}

function where({ at }: Row): string {
  return `${at.file}:${at.line}`;
}
