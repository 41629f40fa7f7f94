/** network.connections, as NetworkManager has them -> netplan, version 2. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { readAddressing, sayAddressing } from './addressing.ts';
import { identify } from './identify.ts';
import { bondOf, bridgeOf, vlanOf, type Part } from './virtual.ts';
import { wirelessOf } from './wireless.ts';

const at: Path = ['network'];
const known = [
  'id', 'interface', 'macAddress', 'mac-address', 'customMacAddress', 'mtu', 'method', 'method4', 'method6', 'gateway', 'gateway4', 'gateway6', 'addresses', 'nameservers', 'dnsSearchList', 'dnsSearchlist', 'dns_searchlist',
  'ignoreAutoDns', 'status', 'autoconnect', 'persistent', 'wireless', 'bond', 'bridge', 'vlan', 'match', 'ieee-8021x',
];

export function translateNetwork(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['connections', 'state']);
  translateState(ledger);
  const list = [...at, 'connections'];
  const connections = ledger.list(list);
  const names = new Map(connections.filter(isMap).map(({ id, interface: name }) => [String(id), typeof name === 'string' ? name : String(id)]));
  const members = [...connections.keys()].flatMap((index) => translateConnection(ledger, [...list, index], { alone: connections.length === 1, names }));
  for (const member of members) declare(ledger, member, names);
  if (connections.length === 0) ledger.notApplicable(list, 'names no connection: DHCP is tried on every wired interface');
}

function translateState(ledger: Ledger): void {
  const state = [...at, 'state'];
  if (ledger.map(state) && ledger.truth([...state, 'networkingEnabled']) === false) ledger.refused([...state, 'networkingEnabled'], 'a CognOS machine needs a network for its model and its updates; leave this out');
  ledger.notApplicable(state, 'is about the network of Agama itself');
}

interface Siblings { alone: boolean; names: ReadonlyMap<string, string> }

/** @returns the interfaces that it is made of */
function translateConnection(ledger: Ledger, path: Path, siblings: Siblings): Part['members'] {
  const none = (why: string): [] => {
    ledger.notApplicable(path, why);
    return [];
  };
  if (!ledger.map(path)) return [];
  ledger.sayUnknown(path, known);
  if (ledger.truth([...path, 'persistent']) === false) return none('is for Agama itself and not kept');
  const part = refuseWhole(ledger, path) ? undefined : partOf(ledger, path, siblings);
  if (part === undefined) return none('goes with what is refused of it');
  if (part === 'applied') {
    ledger.applied(path, 'DHCP is tried on every wired interface');
    return [];
  }
  const { kind, name, settings, members } = part;
  const to = ['network', kind, name];
  if (isMap(ledger.spec['network']) && isMap(ledger.spec['network'][kind]) && Object.hasOwn(ledger.spec['network'][kind], name)) {
    ledger.refused(path, 'another connection is for the same interface; make one of the two');
    return [];
  }
  ledger.put(['network', 'version'], 2);
  ledger.put(to, { ...settings, ...readAddressing(ledger, path) });
  for (const key of ['id', 'interface']) ledger.translated([...path, key], [to]);
  sayAddressing(ledger, path, to);
  return members;
}

/** Everything of a connection, or why there is none. */
function partOf(ledger: Ledger, path: Path, { alone, names }: Siblings): Part | 'applied' | undefined {
  if (ledger.get([...path, 'wireless']) !== undefined) return wirelessOf(ledger, path);
  if (ledger.get([...path, 'bond']) !== undefined) return bondOf(ledger, path, names);
  if (ledger.get([...path, 'bridge']) !== undefined) return bridgeOf(ledger, path, names);
  if (ledger.get([...path, 'vlan']) !== undefined) return vlanOf(ledger, path, names);
  return identify(ledger, path, alone);
}

function refuseWhole(ledger: Ledger, path: Path): boolean {
  const status = ledger.text([...path, 'status']);
  ledger.applied([...path, 'status'], 'the connection is up');
  ledger.applied([...path, 'persistent'], 'the connection is kept');
  const auto = ledger.truth([...path, 'autoconnect']) !== false;
  ledger.applied([...path, 'autoconnect'], 'the connection starts with the machine');
  const reasons: [key: string, wrong: boolean, why: string][] = [
    ['status', status !== undefined && status !== 'up', 'a connection that is not up is not carried over; leave it out, or write up'],
    ['autoconnect', !auto, 'a connection that does not start by itself is not carried over; leave it out'],
    ['ieee-8021x', ledger.get([...path, 'ieee-8021x']) !== undefined, '802.1X is not carried over; write network: with auth: in user-data'],
  ];
  for (const [key, wrong, why] of reasons) if (wrong) ledger.refused([...path, key], why);
  return reasons.some(([, wrong]) => wrong);
}

/** netplan wants members and what lies below described, too. */
function declare(ledger: Ledger, { path, name }: Part['members'][number], names: ReadonlyMap<string, string>): void {
  const network = ledger.spec['network'] as Record<string, unknown>;
  const described = Object.values(network).some((kind) => isMap(kind) && Object.hasOwn(kind, name)) || [...names.values()].includes(name) && !isPredictable(name);
  if (described) return;
  ledger.put(['network', 'ethernets', name], { dhcp4: false });
  ledger.translated(path, [['network', 'ethernets', name]]);
}
