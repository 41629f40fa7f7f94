import assert from 'node:assert/strict';
import test from 'node:test';
import { patience } from '../../../../firstboot/models/download-settings.ts';
import { takesFromOrigin, type SwarmView } from '../../../../firstboot/models/origin-turn.ts';
import { drawPeerId, originTurns } from '../../../../firstboot/models/sharing.ts';
import { torrentOf } from '../../../faults/torrent-of.ts';

const id = (letter: string): string => `-CG0001-${letter.repeat(12)}`;
const view = (peers: string[], more: Partial<SwarmView> = {}): SwarmView => ({ own: id('m'), peers: peers.map((each) => ({ id: each, isSeeder: false })), sinceBegin: 60, sinceGrowth: 0, ...more });

const cases: [string, SwarmView, boolean][] = [
  ['alone, after peers were waited for', view([]), true],
  ['alone, and peers may still announce themselves', view([], { sinceBegin: 14 }), false],
  ['of two', view([id('a')]), true],
  ['of three, with the last name', view([id('a'), id('b')]), false],
  ['of three, with the first name', view([id('x'), id('y')]), true],
  ['someone has it all', view([], { peers: [{ id: id('x'), isSeeder: true }] }), false],
  ['nothing comes from those who have it', view([], { peers: [{ id: id('x'), isSeeder: true }], sinceGrowth: 5 }), true],
  ['nothing comes', view([id('a'), id('b')], { sinceGrowth: 5 }), true],
  ['others that do not know this rule do not count', view(['-qB4500-aaaaaaaaaaaa', 'A2-1-36-0-xxxxxxxxxx', '']), true],
];
for (const [name, given, expected] of cases) test(`who takes from the server: ${name}`, () => { assert.equal(takesFromOrigin(given, patience), expected); });

test('of any number of machines that see each other, two take from the server', () => {
  for (const count of [2, 3, 8, 50]) {
    const ids = Array.from({ length: count }, drawPeerId);
    assert.ok(ids.every((each) => each.length === 20));
    assert.equal(ids.filter((own) => takesFromOrigin({ ...view(ids.filter((each) => each !== own)), own }, patience)).length, 2);
  }
});

test('servers are added once, taken away when others see to it, and added anew where nothing comes', async () => {
  const said: string[] = [];
  let peers: { peerId: string; seeder: string }[] = [];
  const call = (async (method: string, ...params: unknown[]) => {
    if (method === 'getPeers') return peers;
    said.push(JSON.stringify(params.slice(2)));
    return undefined;
  }) as Parameters<typeof originTurns>[0];
  const turn = originTurns(call, 'gid', ['u'], { torrent: torrentOf('a', Buffer.from('a')), peerId: id('m') }, patience);
  await turn(0, 100);
  await turn(0, 115);
  await turn(1, 116);
  assert.deepEqual(said.splice(0), ['[[],["u"]]']);
  peers = [{ peerId: '%2DCG0001%2Daaaaaaaaaaaa', seeder: 'false' }, { peerId: id('b'), seeder: 'false' }];
  await turn(2, 117);
  assert.deepEqual(said.splice(0), ['[["u"],[]]']);
  await turn(2, 122);
  assert.deepEqual(said.splice(0), ['[[],["u"]]'], 'nothing came');
  for (const at of [124, 126]) await turn(2, at);
  assert.deepEqual(said.splice(0), []);
  await turn(2, 128);
  assert.deepEqual(said.splice(0), ['[["u"],[]]', '[[],["u"]]'], 'aria2 may have given it up');
});
