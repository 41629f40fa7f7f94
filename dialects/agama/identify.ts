/** Which wired interface a connection is for. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';
import { isPlain } from './addressing.ts';
import type { Part } from './virtual.ts';

const macForm = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i;
const how = '"interface": "enp1s0" (ip link shows the names on the CognOS medium), or "macAddress"';

/** @param alone the only connection; then one without an interface is for every interface */
export function identify(ledger: Ledger, at: Path, alone: boolean): Part | 'applied' | undefined {
  const name = ledger.text([...at, 'interface']);
  const mac = macOf(ledger, at);
  const named = name !== undefined && isPredictable(name);
  if (named) {
    for (const key of ['macAddress', 'mac-address']) ledger.notApplicable([...at, key], 'the interface is known by its name');
    ledger.notApplicable([...at, 'match'], 'the interface is known by its name');
    return wired(name);
  }
  if (mac) {
    ledger.notApplicable([...at, 'match'], 'the interface is known by its MAC address');
    ledger.translated(mac.path, [['network', 'ethernets', nickname(ledger, at), 'match', 'macaddress']]);
    return wired(nickname(ledger, at), { macaddress: mac.address });
  }
  const matched = name === undefined ? matchOf(ledger, at) : undefined;
  if (matched !== undefined) return matched === 'refused' ? undefined : wired(nickname(ledger, at), matched);
  if (alone && isPlain(ledger, at)) {
    if (name !== undefined) ledger.applied([...at, 'interface'], `DHCP is tried on every wired interface; CognOS has no name ${name.slice(0, 15)}, as it names interfaces by where they are (enp1s0)`);
    return 'applied';
  }
  if (name === undefined && alone && isDynamic(ledger, at)) return wired('wired', { name: 'e*' });
  const where = name === undefined ? at : [...at, 'interface'];
  ledger.refused(where, name === undefined ? `the interface that this is for has to be named; write ${how}` : `CognOS has no name ${name.slice(0, 15)}, as it names interfaces by where they are; write ${how}`);
  return undefined;
}

function wired(name: string, match?: Record<string, unknown>): Part {
  return { kind: 'ethernets', name, settings: match ? { match } : {}, members: [] };
}

function isDynamic(ledger: Ledger, at: Path): boolean {
  return ledger.texts([...at, 'addresses']).length === 0 && !['manual', 'disabled'].includes(ledger.text([...at, 'method4']) ?? ledger.text([...at, 'method']) ?? 'auto');
}

/** Older profiles mean the address that the interface is to have, which is its own where it is written so. */
function macOf(ledger: Ledger, at: Path): { path: Path; address: string } | undefined {
  const found = ['macAddress', 'mac-address'].flatMap((key): { path: Path; address: string }[] => {
    const address = ledger.text([...at, key]);
    if (address !== undefined && macForm.test(address)) return [{ path: [...at, key], address }];
    if (address !== undefined && !/^(preserve|permanent)$/.test(address)) ledger.refused([...at, key], 'has to be a MAC address such as 52:54:00:12:34:56');
    ledger.applied([...at, key], 'the interface keeps its own');
    return [];
  });
  return found[0];
}

/** A name of netplan's own for an interface that is found by something else. */
function nickname(ledger: Ledger, at: Path): string {
  const id = (ledger.text([...at, 'id']) ?? '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 24);
  return id === '' ? `wired-${String(at.at(-1))}` : id;
}

function matchOf(ledger: Ledger, at: Path): Record<string, unknown> | 'refused' | undefined {
  const match = [...at, 'match'];
  if (!isMap(ledger.get(match)) && ledger.map(match) === undefined) return undefined;
  ledger.sayUnknown(match, ['interface', 'driver', 'path', 'kernel']);
  const to = ['network', 'ethernets', nickname(ledger, at), 'match'];
  const names = ledger.texts([...match, 'interface']);
  const drivers = ledger.texts([...match, 'driver']);
  const other = ['path', 'kernel'].find((key) => ledger.texts([...match, key]).length > 0);
  for (const key of ['interface', 'driver', 'path', 'kernel']) if (Array.isArray(ledger.get([...match, key])) && ledger.list([...match, key]).length === 0) ledger.notApplicable([...match, key], 'is empty');
  if (other !== undefined) {
    ledger.refused([...match, other], `CognOS finds an interface by name, MAC address or driver; write ${how}`);
    return 'refused';
  }
  const [name] = names;
  if (names.length > 1 || (name !== undefined && !/^(en|ib)[a-z0-9*?]+$/.test(name))) {
    ledger.refused([...match, 'interface'], `has to be one interface by its name; write ${how}`);
    return 'refused';
  }
  if (name === undefined && drivers.length === 0) return undefined;
  ledger.translated([...match, 'interface'], [[...to, 'name']]);
  ledger.translated([...match, 'driver'], [[...to, 'driver']]);
  return { ...name === undefined ? {} : { name }, ...drivers.length > 0 ? { driver: drivers } : {} };
}
