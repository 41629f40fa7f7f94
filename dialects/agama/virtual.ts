/** Connections that are made of others: bonds, bridges, VLANs. */
import { isPredictable } from '../../shared/foreign/interface-name.ts';
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

export interface Part {
  kind: 'ethernets' | 'wifis' | 'bonds' | 'bridges' | 'vlans';
  name: string;
  settings: Record<string, unknown>;
  /** Interfaces that it is made of, and where the file says so. */
  members: { name: string; path: Path }[];
}

type Names = ReadonlyMap<string, string>;
const ids = /^[a-zA-Z][\w.-]{0,14}$/;
const bondOptions: Record<string, string> = {
  miimon: 'mii-monitor-interval', primary: 'primary', lacp_rate: 'lacp-rate', xmit_hash_policy: 'transmit-hash-policy', updelay: 'up-delay', downdelay: 'down-delay', mode: 'mode', min_links: 'min-links', fail_over_mac: 'fail-over-mac-policy', ad_select: 'ad-select',
};
const numeric = ['mii-monitor-interval', 'up-delay', 'down-delay', 'min-links'];

/** Ports may be interfaces, or connections by their ids. */
function membersOf(ledger: Ledger, path: Path, names: Names): Part['members'] | undefined {
  const members = ledger.texts(path).map((port, index) => ({ name: names.get(port) ?? port, path: [...path, index] }));
  const odd = members.find(({ name }) => !isPredictable(name) && ![...names.values()].includes(name));
  if (odd) ledger.refused(odd.path, `CognOS has no interface ${odd.name.slice(0, 15)}, as it names interfaces by where they are; write for example enp1s0 (ip link shows the names on the CognOS medium)`);
  return odd ? undefined : members;
}

function nameOf(ledger: Ledger, at: Path, names: Names): string | undefined {
  const id = ledger.text([...at, 'id']) ?? '';
  const name = ledger.text([...at, 'interface']) ?? names.get(id) ?? id;
  if (ids.test(name)) return name;
  ledger.refused(at, 'needs a name that Linux takes for an interface, 15 letters and digits at most; write it as interface');
  return undefined;
}

export function bondOf(ledger: Ledger, at: Path, names: Names): Part | undefined {
  const path = [...at, 'bond'];
  if (!ledger.map(path)) return undefined;
  ledger.sayUnknown(path, ['mode', 'options', 'ports']);
  const name = nameOf(ledger, at, names);
  const members = membersOf(ledger, [...path, 'ports'], names);
  const options = (ledger.text([...path, 'options']) ?? '').split(/[\s,]+/).filter(Boolean).map((option) => option.split('='));
  const wrong = options.find(([key = '', value]) => !Object.hasOwn(bondOptions, key) || value === undefined);
  if (wrong) ledger.refused([...path, 'options'], `${(wrong[0] ?? '').slice(0, 24)} is not carried over; write network: with bonds: in user-data`);
  if (name === undefined || members === undefined || wrong) {
    ledger.notApplicable(path, 'goes with what is refused of it');
    return undefined;
  }
  const mode = ledger.text([...path, 'mode']);
  const parameters: Record<string, unknown> = mode === undefined ? {} : { mode };
  for (const [key = '', value = ''] of options) {
    const own = bondOptions[key] ?? key;
    parameters[own] = numeric.includes(own) && /^\d{1,6}$/.test(value) ? Number(value) : own === 'primary' ? names.get(value) ?? value : value;
  }
  const to = ['network', 'bonds', name];
  ledger.translated([...path, 'mode'], [[...to, 'parameters', 'mode']]);
  ledger.translated([...path, 'options'], [[...to, 'parameters']]);
  ledger.translated([...path, 'ports'], [[...to, 'interfaces']]);
  return { kind: 'bonds', name, settings: { interfaces: members.map((member) => member.name), ...Object.keys(parameters).length > 0 ? { parameters } : {} }, members };
}

export function bridgeOf(ledger: Ledger, at: Path, names: Names): Part | undefined {
  const path = [...at, 'bridge'];
  if (!ledger.map(path)) return undefined;
  const keys: Record<string, string> = { stp: 'stp', forwardDelay: 'forward-delay', priority: 'priority', maxAge: 'max-age', helloTime: 'hello-time' };
  ledger.sayUnknown(path, [...Object.keys(keys), 'ports']);
  const name = nameOf(ledger, at, names);
  const members = membersOf(ledger, [...path, 'ports'], names);
  if (name === undefined || members === undefined) {
    ledger.notApplicable(path, 'goes with what is refused of it');
    return undefined;
  }
  const to = ['network', 'bridges', name];
  const parameters = Object.entries(keys).filter(([key]) => ledger.get([...path, key]) !== undefined).map(([key, own]): [string, unknown] => {
    ledger.translated([...path, key], [[...to, 'parameters', own]]);
    return [own, ledger.get([...path, key])];
  });
  ledger.translated([...path, 'ports'], [[...to, 'interfaces']]);
  return { kind: 'bridges', name, settings: { interfaces: members.map((member) => member.name), ...parameters.length > 0 ? { parameters: Object.fromEntries(parameters) } : {} }, members };
}

export function vlanOf(ledger: Ledger, at: Path, names: Names): Part | undefined {
  const path = [...at, 'vlan'];
  if (!ledger.map(path)) return undefined;
  ledger.sayUnknown(path, ['id', 'parent', 'protocol']);
  const id = ledger.get([...path, 'id']);
  const said = ledger.text([...path, 'parent']) ?? '';
  const parent = names.get(said) ?? said;
  const protocol = ledger.text([...path, 'protocol']) ?? '802.1Q';
  const name = ledger.text([...at, 'interface']) === undefined ? `${parent}.${String(id)}` : nameOf(ledger, at, names);
  const why: [Path, string] | undefined = typeof id !== 'number' ? [path, 'has to have its id as a number, and parent']
    : !isPredictable(parent) && ![...names.values()].includes(parent) ? [[...path, 'parent'], 'has to be an interface as CognOS names it; write for example enp1s0 (ip link shows the names on the CognOS medium)']
      : protocol !== '802.1Q' ? [[...path, 'protocol'], 'is not made; write 802.1Q'] : name !== undefined && !ids.test(name) ? [path, 'needs a name of 15 characters at most; write it as interface'] : undefined;
  if (why || name === undefined) {
    if (why) ledger.refused(...why);
    if (why && ledger.get(why[0]) === undefined) ledger.refused(path, why[1]);
    ledger.notApplicable(path, 'goes with what is refused of it');
    return undefined;
  }
  const to = ['network', 'vlans', name];
  ledger.translated([...path, 'id'], [[...to, 'id']]);
  ledger.translated([...path, 'parent'], [[...to, 'link']]);
  ledger.applied([...path, 'protocol'], '802.1Q');
  return { kind: 'vlans', name, settings: { id, link: parent }, members: [{ name: parent, path: [...path, 'parent'] }] };
}
