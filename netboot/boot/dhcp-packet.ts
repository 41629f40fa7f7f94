/** A DHCP message (RFC 2131) as bytes: just what a question to all servers needs, and what their answers say. */

export interface Question { transaction: number; mac: string; /** Asks as network boot does: then boot servers answer, too. */ pxe: boolean }

const cookie = 0x63825363;
const magic = { discover: 1, offer: 2, ack: 5 } as const;

/** DHCPDISCOVER of a UEFI machine, answered by broadcast. */
export function discover({ transaction, mac, pxe }: Question): Buffer {
  const head = Buffer.alloc(240);
  head.writeUInt8(1, 0); // BOOTREQUEST
  head.writeUInt8(1, 1); // Ethernet
  head.writeUInt8(6, 2);
  head.writeUInt32BE(transaction >>> 0, 4);
  head.writeUInt16BE(0x8000, 10); // Broadcast: we have no address to be answered at.
  Buffer.from(mac.replaceAll(':', ''), 'hex').copy(head, 28);
  head.writeUInt32BE(cookie, 236);
  const options = [[53, [magic.discover]], [55, [1, 3, 43, 54, 60, 66, 67]], ...pxe ? [[60, [...Buffer.from('PXEClient:Arch:00007:UNDI:003016')]], [93, [0, 7]], [94, [1, 3, 16]], [97, [0, ...Array<number>(16).fill(0xc0)]]] as const : []] as const;
  return Buffer.concat([head, ...options.map(([code, value]) => Buffer.from([code, value.length, ...value])), Buffer.from([255])]);
}

export interface Offer {
  transaction: number;
  /** Of the server, by its own word (option 54). */
  server: string | undefined;
  /** What it offers; undefined from one that gives boot files only. */
  address: string | undefined;
  /** Says where to boot from: a file, or the menu of a boot service. */
  boots: boolean;
}

/** Undefined for what is no answer of a DHCP server, whatever came. */
export function readOffer(packet: Uint8Array): Offer | undefined {
  const bytes = Buffer.from(packet);
  if (bytes.length < 240 || bytes.readUInt8(0) !== 2 || bytes.readUInt32BE(236) !== cookie) return undefined;
  const options = readOptions(bytes.subarray(240));
  const kind = options.get(53)?.[0];
  if (kind !== magic.offer && kind !== magic.ack) return undefined;
  const server = options.get(54);
  return {
    transaction: bytes.readUInt32BE(4),
    server: server?.length === 4 ? [...server].join('.') : undefined,
    address: bytes.readUInt32BE(16) === 0 ? undefined : [...bytes.subarray(16, 20)].join('.'),
    boots: bytes[108] !== 0 || options.has(67) || (options.get(60)?.toString('latin1').startsWith('PXEClient') ?? false),
  };
}

function readOptions(bytes: Buffer): Map<number, Buffer> {
  const options = new Map<number, Buffer>();
  for (let at = 0; at < bytes.length && bytes[at] !== 255;) {
    const code = bytes[at] ?? 0;
    const length = bytes[at + 1] ?? 0;
    if (code === 0) at += 1;
    else {
      options.set(code, bytes.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
  }
  return options;
}
