/** [network]: DHCP, or one address on one interface. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const at: Path = ['network'];
const parts = ['cidr', 'gateway', 'dns', 'filter'];
/** Properties of udev that hold the name which CognOS uses, too. */
const nameKeys = ['ID_NET_NAME', 'INTERFACE', 'ID_NET_NAME_ONBOARD'];
const how = 'write filter.ID_NET_NAME_MAC = "*525400123456", with the whole MAC address';

export function translateNetwork(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['source', ...parts, 'interface-name-pinning']);
  translatePinning(ledger, [...at, 'interface-name-pinning']);
  const source = [...at, 'source'];
  const said = ledger.text(source) ?? 'from-dhcp';
  if (said !== 'from-dhcp' && said !== 'from-answer') ledger.refused(source, 'has to be from-dhcp or from-answer');
  if (said === 'from-answer') return translateStatic(ledger, source);
  ledger.applied(source, 'DHCP is tried on every wired interface');
  for (const key of parts) ledger.notApplicable([...at, key], 'counts with source = "from-answer" alone', true);
}

function translateStatic(ledger: Ledger, source: Path): void {
  const missing = ['cidr', 'gateway', 'dns'].find((key) => ledger.text([...at, key]) === undefined);
  if (missing !== undefined) ledger.refused(ledger.get([...at, missing]) === undefined ? source : [...at, missing], `a fixed address needs ${missing} beside it`);
  const found = interfaceOf(ledger, source);
  if (missing !== undefined || !found) {
    for (const key of ['cidr', 'gateway', 'dns']) ledger.notApplicable([...at, key], 'goes with the rest of the address, which is refused');
    if (found) ledger.notApplicable(found.path, 'goes with the rest of the address, which is refused');
    return ledger.notApplicable(source, 'goes with the rest of the address, which is refused');
  }
  const to = ['network', 'ethernets', found.name];
  const [cidr, gateway, dns] = ['cidr', 'gateway', 'dns'].map((key) => ledger.text([...at, key]) ?? '');
  ledger.put(['network'], { version: 2, ethernets: { [found.name]: { ...found.match ? { match: found.match } : {}, dhcp4: false, addresses: [cidr], routes: [{ to: 'default', via: gateway }], nameservers: { addresses: [dns] } } } });
  ledger.translated(source, [[...to, 'dhcp4']]);
  ledger.translated(found.path, [found.match ? [...to, 'match'] : to]);
  ledger.translated([...at, 'cidr'], [[...to, 'addresses']]);
  ledger.translated([...at, 'gateway'], [[...to, 'routes']]);
  ledger.translated([...at, 'dns'], [[...to, 'nameservers']]);
}

interface Found { path: Path; name: string; match?: { macaddress: string } }

function interfaceOf(ledger: Ledger, source: Path): Found | undefined {
  const path = [...at, 'filter'];
  const refuse = (where: Path, why: string): undefined => { ledger.refused(where, why); };
  const keys = Object.keys(ledger.map(path) ?? {});
  const [key] = keys;
  if (key === undefined) return refuse(ledger.get(path) === undefined ? source : path, `a fixed address needs the one interface that gets it; ${how}`);
  if (keys.length > 1) return refuse(path, `one filter finds the interface, and here are several of which any may; ${how}`);
  const rule = [...path, key];
  const pattern = ledger.text(rule) ?? '';
  if (nameKeys.includes(key) && isPredictable(pattern)) return { path: rule, name: pattern };
  const mac = key === 'ID_NET_NAME_MAC' ? /^(?:\*|enx)?((?:[0-9a-f]{2}:?){6})$/i.exec(pattern)?.[1]?.replaceAll(':', '').toLowerCase() : undefined;
  if (mac !== undefined) return { path: rule, name: 'management', match: { macaddress: mac.replace(/(..)(?!$)/g, '$1:') } };
  return refuse(rule, `CognOS finds an interface by its whole name or MAC address, and this is ${/[*?[]/.test(pattern) ? 'a pattern' : 'another property'}; ${how}`);
}

function translatePinning(ledger: Ledger, path: Path): void {
  if (!isMap(ledger.get(path))) {
    ledger.map(path);
    return;
  }
  ledger.sayUnknown(path, ['enabled', 'mapping']);
  const names = Object.keys(ledger.map([...path, 'mapping']) ?? {});
  const on = ledger.truth([...path, 'enabled']) === true;
  if (on && names.length > 0) ledger.refused([...path, 'mapping'], 'interfaces keep their names here; for others write network: ethernets: lan0: {match: {macaddress: …}, set-name: lan0} in user-data');
  if (on) ledger.applied([...path, 'enabled'], 'names of interfaces stay as they are, as they say where the interface is');
  ledger.notApplicable([...path, 'enabled'], 'is switched off');
  ledger.notApplicable([...path, 'mapping'], on ? 'is empty' : 'is switched off');
}
