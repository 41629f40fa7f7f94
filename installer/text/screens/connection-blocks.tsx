/** One connection, set up by hand: what it goes through, and its addresses. */
import type { Nic } from '../../../shared/machine/machine.ts';
import type { LocalFinding } from '../../../shared/protocol/snapshot.ts';
import { findingAt } from '../../gui/renderer/screens/findings-at.ts';
import { sayNic } from '../../gui/renderer/screens/machine/say-machine.ts';
import { onDevice } from '../../gui/renderer/screens/network/first-form.ts';
import { bondModes, bondName, vlanName, type NetworkForm } from '../../gui/renderer/screens/network/network-form.ts';
import { field, gap, heading, option, picker, type Block } from '../block.ts';
import { refused } from '../findings.ts';
import { ListPage } from '../list-page.tsx';
import type { Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { wirelessBlocks } from './wireless-blocks.tsx';

/** Lists as they are being typed: a comma at the end is no address yet. */
export type Typed = Partial<Record<'addresses' | 'gateways' | 'dns' | 'vlan' | 'phrase', string>>;

export interface ConnectionOf {
  wizard: Known;
  form: NetworkForm;
  nics: readonly Nic[];
  findings: readonly LocalFinding[];
  typed: Typed;
  setTyped(typed: Typed): void;
  set(form: NetworkForm): void;
}

export function connectionBlocks(part: ConnectionOf): Block[] {
  const { wizard, form, nics, set } = part;
  const { t, terminal } = wizard;
  const wired = nics.filter((nic) => !nic.wireless);
  const devices = [
    ...nics.map((nic) => ({ id: nic.name, label: shown(sayNic(t, nic), terminal) })),
    ...(wired.length > 1 || form.bond ? [{ id: 'bond', label: t('network.bond') }] : []),
  ];
  const open = (): void => { wizard.open(<ListPage title={t('network.through')} entries={devices} chosen={form.device} choose={(id) => { set(onDevice(form, id, nics)); }} />); };
  return [
    heading('connection', `  ${t('network.connection')}`),
    picker('through', t('network.through'), devices.find(({ id }) => id === form.device)?.label ?? form.device, open, t('text.list.open')),
    ...bond(part, wired), ...(form.wireless ? wirelessBlocks(part, form.wireless) : vlan(part)),
    gap('gap-addresses'), ...addresses(part),
  ];
}

export function withFindings(block: Block, { wizard, findings }: ConnectionOf, ...paths: string[]): Block {
  const finding = findingAt(findings, ...paths);
  return refused(block, finding ? [finding] : [], wizard);
}

function bond(part: ConnectionOf, wired: readonly Nic[]): Block[] {
  const { wizard: { t, terminal }, form, set } = part;
  const { bond: now } = form;
  if (!now) return [];
  const members = wired.map((nic) => {
    const on = now.members.includes(nic.name);
    return option({ id: `member-${nic.name}`, kind: 'many', on, label: shown(sayNic(t, nic), terminal), set: () => { set({ ...form, bond: { ...now, members: on ? now.members.filter((name) => name !== nic.name) : [...now.members, nic.name] } }); } });
  });
  return [
    heading('members', `    ${t('network.bond.members')}`), ...members.slice(0, -1), ...members.slice(-1).map((block) => withFindings(block, part, `network.bonds.${bondName}.interfaces`)),
    heading('mode', `    ${t('network.bond.mode')}`),
    ...bondModes.map((mode) => option({ id: `mode-${mode}`, kind: 'one', on: now.mode === mode, label: t(`network.bond.${mode}`), set: () => { set({ ...form, bond: { ...now, mode } }); } })),
  ];
}

function vlan(part: ConnectionOf): Block[] {
  const { wizard: { t }, form, typed, setTyped, set } = part;
  const { vlan: id, ...rest } = form;
  return [
    option({ id: 'vlan', kind: 'many', on: id !== undefined, label: t('network.vlan'), detail: t('network.vlan.help'), set: () => { set(id === undefined ? { ...rest, vlan: 1 } : rest); } }),
    ...(id === undefined ? [] : [withFindings(field({
      id: 'vlan-id', label: t('network.vlan.id'), value: typed.vlan ?? (id === 0 ? '' : String(id)), detail: t('network.vlan.id.help'),
      change: (words) => { setTyped({ ...typed, vlan: words }); set({ ...rest, vlan: /^\d+$/.test(words.trim()) ? Number(words) : 0 }); },
    }), part, 'network.vlans')]),
  ];
}

/** Where in the spec the addresses are, for the findings about them. */
function pathOf(form: NetworkForm): string {
  if (form.vlan !== undefined) return `network.vlans.${vlanName(form)}`;
  if (form.bond) return `network.bonds.${bondName}`;
  return `network.${form.wireless ? 'wifis' : 'ethernets'}.${form.device}`;
}

function addresses(part: ConnectionOf): Block[] {
  const { wizard: { t }, form, typed, setTyped, set } = part;
  const { fixed, ...rest } = form;
  const path = pathOf(form);
  const list = (id: 'addresses' | 'gateways' | 'dns', label: string, detail: string, ...paths: string[]): Block => withFindings(field({
    id, label, detail, value: typed[id] ?? fixed?.[id].join(', ') ?? '',
    change: (words) => {
      const parts = words.split(/[\s,;]+/).filter((each) => each !== '');
      setTyped({ ...typed, [id]: words });
      // An address that is still to be typed stands in the spec as an empty one, which is refused.
      if (fixed) set({ ...rest, fixed: { ...fixed, [id]: id === 'addresses' && parts.length === 0 ? [''] : parts } });
    },
  }), part, ...paths);
  return [
    heading('addresses-title', `  ${t('network.addresses')}`),
    option({ id: 'dhcp', kind: 'one', on: !fixed, label: t('network.dhcp'), set: () => { setTyped({}); set(rest); } }),
    option({ id: 'fixed', kind: 'one', on: fixed !== undefined, label: t('network.fixed'), set: () => { if (!fixed) set({ ...rest, fixed: { addresses: [''], gateways: [], dns: [] } }); } }),
    ...(fixed ? [
      list('addresses', t('network.address'), t('network.address.help'), `${path}.addresses`),
      list('gateways', t('network.gateway'), t('network.gateway.help'), `${path}.routes`),
      list('dns', t('network.dns'), t('network.dns.help'), `${path}.nameservers`),
    ] : []),
  ];
}
