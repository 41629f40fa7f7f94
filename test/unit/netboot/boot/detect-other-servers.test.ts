import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { detectOtherServers, otherServers } from '../../../../netboot/boot/detect-other-servers.ts';
import { discover, readOffer, type Offer } from '../../../../netboot/boot/dhcp-packet.ts';

const mac = '52:54:00:00:00:01';
const offer = (more: Partial<Offer>): Offer => ({ transaction: 1, server: '10.0.0.9', address: undefined, boots: false, ...more });

/** A server's answer to a question, as bytes. */
function answerTo(question: Buffer, server: string, { address, options = [] }: { address?: string; options?: readonly (readonly [number, readonly number[]])[] } = {}): Buffer {
  const head = Buffer.from(question.subarray(0, 240));
  head.writeUInt8(2, 0);
  if (address !== undefined) Buffer.from(address.split('.').map(Number)).copy(head, 16);
  const all: (readonly [number, readonly number[]])[] = [[53, [2]], [54, server.split('.').map(Number)], ...options];
  return Buffer.concat([head, ...all.map(([code, value]) => Buffer.from([code, value.length, ...value])), Buffer.from([0, 255])]);
}

test('a question and its answers, byte for byte', () => {
  const question = discover({ transaction: 0xdeadbeef, mac, pxe: true });
  assert.equal(question.readUInt32BE(4), 0xdeadbeef);
  assert.equal(question.subarray(28, 34).toString('hex'), '525400000001');
  assert.ok(question.includes('PXEClient:Arch:00007'));
  assert.ok(!discover({ transaction: 1, mac, pxe: false }).includes('PXEClient'));
  assert.deepEqual(readOffer(answerTo(question, '10.0.0.9', { address: '10.0.0.50' })), { transaction: 0xdeadbeef, server: '10.0.0.9', address: '10.0.0.50', boots: false });
  assert.equal(readOffer(answerTo(question, '10.0.0.9', { options: [[60, [...Buffer.from('PXEClient')]]] }))?.boots, true);
  assert.equal(readOffer(answerTo(question, '10.0.0.9', { options: [[67, [...Buffer.from('x.efi')]]] }))?.boots, true);
  assert.equal(readOffer(question), undefined, 'a question is no answer');
  for (const rubbish of [Buffer.alloc(0), Buffer.alloc(300), Buffer.from('GET / HTTP/1.1'), answerTo(question, '10.0.0.9').subarray(0, 242)]) assert.equal(readOffer(rubbish), undefined);
});

test('beside a DHCP server a second boot server is one too many, and the DHCP server is not', () => {
  const offers = [offer({ server: '10.0.0.254', address: '10.0.0.50' }), offer({ server: '10.0.0.9', boots: true }), offer({ server: '10.0.0.9', boots: true }), offer({ server: '10.0.0.1', boots: true })];
  assert.deepEqual(otherServers(offers, { own: ['10.0.0.1'], mode: 'proxy' }), ['another boot server answers on this network, at 10.0.0.9: machines take whichever is first; stop one of the two']);
});

test('where the addresses are ours to give, a second DHCP server is one too many', () => {
  assert.deepEqual(otherServers([offer({ server: '10.0.0.254', address: '10.0.0.50' })], { own: ['10.0.0.1'], mode: 'full' }), ['another DHCP server answers on this network, at 10.0.0.254: stop it, or serve with --dhcp proxy beside it']);
});

test('asked over the wire: each server that answers this very question is heard, though the first ones got lost', async () => {
  let lost = 0;
  const server = createSocket('udp4');
  const clientPort = await freeUdpPort();
  await bind(server);
  server.on('message', (packet) => {
    if (lost++ < 2) return;
    server.send(answerTo(packet, '10.0.0.9', { options: [[60, [...Buffer.from('PXEClient')]]] }), clientPort, '127.0.0.1');
    const foreign = Buffer.from(packet);
    foreign.writeUInt32BE(7, 4);
    server.send(answerTo(foreign, '10.0.0.8', { options: [[67, [1]]] }), clientPort, '127.0.0.1');
  });
  try {
    const found = await detectOtherServers({ own: ['10.0.0.1'], mode: 'proxy', broadcast: '127.0.0.1', mac, milliseconds: 500, ports: { server: server.address().port, client: clientPort } });
    assert.deepEqual(found, ['another boot server answers on this network, at 10.0.0.9: machines take whichever is first; stop one of the two']);
  } finally {
    server.close();
  }
});

async function freeUdpPort(): Promise<number> {
  const socket = createSocket('udp4');
  await bind(socket);
  const { port } = socket.address() as AddressInfo;
  socket.close();
  return port;
}

function bind(socket: Socket): Promise<void> {
  return new Promise((resolve) => { socket.bind(0, '127.0.0.1', () => { resolve(); }); });
}
