/** One connection, set up by hand: what it goes through, and its addresses. */
import type { Nic } from '../../../../../shared/machine/machine.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Checks, Panel, Select, TextInput, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt } from '../findings-at.ts';
import { sayNic } from '../machine/say-machine.ts';
import { Addresses } from './addresses.tsx';
import { onDevice } from './first-form.ts';
import { bondModes, bondName, vlanName, type BondMode, type NetworkForm } from './network-form.ts';
import { Wireless } from './wireless.tsx';

export interface ConnectionProps { form: NetworkForm; nics: readonly Nic[]; findings: readonly LocalFinding[]; ask: ScreenProps['ask']; onChange: (form: NetworkForm) => void }

export function Connection({ form, nics, findings, ask, onChange }: ConnectionProps) {
  const t = useWords();
  const { device, wireless, bond } = form;
  const wired = nics.filter((nic) => !nic.wireless);
  const devices = [
    ...nics.map((nic) => ({ value: nic.name, title: sayNic(t, nic) })),
    ...(wired.length > 1 || bond ? [{ value: 'bond', title: t('network.bond') }] : []),
    // A file, or a card that was unplugged meanwhile.
    ...(device === 'bond' || nics.some(({ name }) => name === device) ? [] : [{ value: device, title: device }]),
  ];
  return (
    <>
      <Panel title={t('network.connection')} icon={wireless ? 'wireless' : 'network'}>
        <Select label={t('network.through')} value={device} options={devices} onChange={(next) => { onChange(onDevice(form, next, nics)); }} />
        {bond && <BondFields bond={bond} wired={wired.map((nic) => ({ value: nic.name, title: sayNic(t, nic) }))} findings={findings} onChange={(next) => { onChange({ ...form, bond: next }); }} />}
        {wireless && <Wireless device={device} wireless={wireless} findings={findings} ask={ask} onChange={(next) => { onChange({ ...form, wireless: next }); }} />}
        {!wireless && <VlanFields form={form} findings={findings} onChange={onChange} />}
      </Panel>
      <Addresses fixed={form.fixed} path={pathOf(form)} findings={findings} onChange={(fixed) => { const { fixed: _fixed, ...rest } = form; onChange(fixed ? { ...rest, fixed } : rest); }} />
    </>
  );
}

/** Where in the spec the addresses are, for the findings about them. */
function pathOf(form: NetworkForm): string {
  if (form.vlan !== undefined) return `network.vlans${member(vlanName(form))}`;
  if (form.bond) return `network.bonds.${bondName}`;
  return `network.${form.wireless ? 'wifis' : 'ethernets'}${member(form.device)}`;
}

/** As a finding writes its path (shared/spec/document.ts): a name that is no word is put in quotes. */
function member(name: string): string {
  return /^[\p{L}\p{N}_*-]+$/u.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}

/** What is no number, or nothing yet: the spec refuses it, beside the field. */
const unreadable = -1;

type Bond = NonNullable<NetworkForm['bond']>;

function BondFields({ bond, wired, findings, onChange }: { bond: Bond; wired: { value: string; title: string }[]; findings: readonly LocalFinding[]; onChange: (bond: Bond) => void }) {
  const t = useWords();
  return (
    <>
      <Checks label={t('network.bond.members')} value={bond.members} options={wired} refusal={findingAt(findings, `network.bonds.${bondName}.interfaces`)} onChange={(members) => { onChange({ ...bond, members }); }} />
      <Select<BondMode> label={t('network.bond.mode')} value={bond.mode} options={bondModes.map((mode) => ({ value: mode, title: t(`network.bond.${mode}`) }))} onChange={(mode) => { onChange({ ...bond, mode }); }} />
    </>
  );
}

function VlanFields({ form, findings, onChange }: { form: NetworkForm; findings: readonly LocalFinding[]; onChange: (form: NetworkForm) => void }) {
  const t = useWords();
  const { vlan, ...rest } = form;
  return (
    <>
      <Toggle label={t('network.vlan')} description={t('network.vlan.help')} value={vlan !== undefined} onChange={(isOn) => { onChange(isOn ? { ...rest, vlan: 1 } : rest); }} />
      {vlan !== undefined && (
        <TextInput label={t('network.vlan.id')} description={t('network.vlan.id.help')} value={vlan < 0 ? '' : String(vlan)} inputMode="numeric" isCode maxLength={4} refusal={findingAt(findings, `${pathOf(form)}.id`)}
          onChange={(text) => { onChange({ ...rest, vlan: /^\d+$/.test(text.trim()) ? Number(text) : unreadable }); }} />
      )}
    </>
  );
}
