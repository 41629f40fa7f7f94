/** Who else answers machines that start from the network? Two boot servers, or two DHCP servers, give each machine a coin to toss. */
import { randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { setTimeout as sleep } from 'node:timers/promises';
import { discover, readOffer, type Offer } from './dhcp-packet.ts';

export interface Detection {
  /** Our own addresses: what we ourselves answer is no news. */
  own: readonly string[];
  /** Whether addresses are ours to give. */
  mode: 'proxy' | 'full';
  /** The network's broadcast address: `10.0.0.255`. */
  broadcast: string;
  /** Of our card, so that no server keeps an address for a machine that is none. */
  mac: string;
  /** How long answers are waited for; ten seconds unless told, as servers look for three whether an address is free. */
  milliseconds?: number;
  /** For tests: where servers listen and clients are answered. */
  ports?: { server: number; client: number };
}

/** One sentence for each server that should not be there. Throws when the port of DHCP clients is taken or may not be used. */
export async function detectOtherServers(detection: Detection): Promise<string[]> {
  const offers = await askServers(detection);
  return otherServers(offers, detection);
}

/** Pure: what is wrong with these answers. */
export function otherServers(offers: readonly Offer[], { own, mode }: Pick<Detection, 'own' | 'mode'>): string[] {
  const sentences = new Map<string, string>();
  for (const { server = 'an unnamed address', address, boots } of offers) {
    if (own.includes(server)) continue;
    if (boots) sentences.set(server, `another boot server answers on this network, at ${server}: machines take whichever is first; stop one of the two`);
    else if (mode === 'full' && address !== undefined && !sentences.has(server)) sentences.set(server, `another DHCP server answers on this network, at ${server}: stop it, or serve with --dhcp proxy beside it`);
  }
  return [...sentences.values()].sort();
}

async function askServers({ broadcast, mac, milliseconds = 10_000, ports = { server: 67, client: 68 } }: Detection): Promise<Offer[]> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  const questions = [true, false].map((pxe) => ({ pxe, mac, transaction: randomInt(1, 2 ** 32 - 1) }));
  const offers: Offer[] = [];
  try {
    await bound(socket, ports.client);
    socket.setBroadcast(true);
    socket.on('message', (packet) => {
      const offer = readOffer(packet);
      if (offer && questions.some(({ transaction }) => transaction === offer.transaction)) offers.push(offer);
    });
    // Asked again as clients do: a broadcast gets lost, if only at a bridge that has not noticed yet that there is a cable.
    for (const share of [0.2, 0.2, 0.6]) {
      for (const question of questions) socket.send(discover(question), ports.server, broadcast);
      await sleep(share * milliseconds);
    }
  } finally {
    socket.close();
  }
  return offers;
}

function bound(socket: Socket, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => { reject(new Error(`other boot servers cannot be looked for: ${error.message}`, { cause: error })); });
    socket.bind(port, () => { resolve(); });
  });
}
