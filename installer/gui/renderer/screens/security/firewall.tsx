/** What may be reached from the network: a list, and a field to add to it. */
import { startTransition, useEffect, useState } from 'react';
import { Button as AriaButton, ComboBox, Input, Label, ListBox, Popover, Text, useFilter } from 'react-aria-components';
import { Button, Icon, Notice, Panel, Refusal } from '../../components/index.ts';
import { useDisabled } from '../../components/control.ts';
import { Item } from '../../components/select.tsx';
import { useWords, type Words } from '../../i18n/use-words.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { readService, type TypedService } from './read-service.ts';

interface FirewallProps { allowed: readonly string[]; services: readonly string[]; onChange: (allowed: string[]) => void; findings: readonly LocalFinding[] }

export function Firewall({ allowed, services, onChange, findings }: FirewallProps) {
  const t = useWords();
  return (
    <Panel title={t('security.firewall')} icon="network" lead={t('security.firewallLead')}>
      {allowed.length === 0 ? <Notice>{t('security.firewallEmpty')}</Notice> : (
        <ul className="rows" aria-label={t('security.firewallList')}>
          {allowed.map((service) => <Service key={service} service={service} onRemove={() => { onChange(allowed.filter((one) => one !== service)); }} />)}
        </ul>
      )}
      {!allowed.includes('ssh') && <Notice tone="warning">{t('security.noSsh')}</Notice>}
      {findings.map((finding) => <Refusal key={finding.path} finding={finding} />)}
      <AddService services={services} allowed={allowed} onAdd={(service) => { onChange([...allowed, service]); }} />
    </Panel>
  );
}

function Service({ service, onRemove }: { service: string; onRemove: () => void }) {
  const t = useWords();
  return (
    <li className="row">
      <span className="row-text"><span className="row-title"><code dir="ltr">{service}</code></span><span className="row-help">{meaningOf(t, service)}</span></span>
      <Button kind="quiet" label={t('security.removeOf', { service })} onPress={onRemove}>{t('security.remove')}</Button>
    </li>
  );
}

function meaningOf(t: Words, service: string): string {
  return t.maybe(`security.service.${service}`) ?? t('security.service.port');
}

interface AddServiceProps { services: readonly string[]; allowed: readonly string[]; onAdd: (service: string) => void }

function AddService({ services, allowed, onAdd }: AddServiceProps) {
  const t = useWords();
  const { contains } = useFilter({ sensitivity: 'base' });
  const [typed, setTyped] = useState('');
  const [refused, setRefused] = useState<TypedService>();
  const [isWhole, setWhole] = useState(false);
  const isDisabled = useDisabled();
  const options = services.filter((service) => !allowed.includes(service)).map((value) => ({ id: value, value, title: value, description: meaningOf(t, value) }));
  const found = options.filter(({ title, description }) => contains(`${title} ${description}`, typed));
  // The list of a closed field is drawn as well, though not to be seen: the first frame does not wait for all of it.
  useEffect(() => { startTransition(() => { setWhole(true); }); }, []);
  const shown = isWhole ? found : found.slice(0, 1);
  const add = (text: string): void => {
    const read = readService(text, services, allowed);
    if ('refused' in read) return setRefused(read.refused === 'empty' ? undefined : read);
    setRefused(undefined);
    setTyped('');
    onAdd(read.service);
  };
  return (
    <ComboBox className="field" items={shown} inputValue={typed} selectedKey={null} allowsCustomValue menuTrigger="focus"
      isDisabled={isDisabled} isInvalid={refused !== undefined} validationBehavior="aria"
      onInputChange={(text) => { setTyped(text); setRefused(undefined); }} onSelectionChange={(key) => { if (key !== null) add(String(key)); }}>
      <Label className="field-label">{t('security.add')}</Label>
      <div className="input-row">
        <div className="input-row joined grow">
          <Input className="input code" dir="ltr" spellCheck={false} autoCapitalize="none" autoCorrect="off" maxLength={40} onKeyDown={({ key, currentTarget }) => { if (key === 'Enter' && !currentTarget.getAttribute('aria-activedescendant')) add(typed); }} />
          <AriaButton className="combo-button"><Icon name="down" /></AriaButton>
        </div>
        <Button slot={null} onPress={() => { add(typed); }}>{t('security.addIt')}</Button>
      </div>
      <Text slot="description" className="field-help">{t('security.addHelp')}</Text>
      <div className="refusal" role="status">{refused && 'refused' in refused && <Why refused={refused} onTake={add} />}</div>
      <Popover className="popover"><ListBox className="list" items={shown}>{(option) => <Item option={option} />}</ListBox></Popover>
    </ComboBox>
  );
}

function Why({ refused, onTake }: { refused: Extract<TypedService, { refused: string }>; onTake: (service: string) => void }) {
  const t = useWords();
  const near = refused.refused === 'name' ? refused.near : undefined;
  return (
    <>
      <p><Icon name="warning" />{refused.refused === 'empty' ? '' : t(`security.refused.${refused.refused}`)}</p>
      {near !== undefined && <Button slot={null} kind="quiet" onPress={() => { onTake(near); }}>{t('common.instead', { label: near })}</Button>}
    </>
  );
}
