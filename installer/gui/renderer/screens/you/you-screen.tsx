/** The name of the machine, and the one person who can log in to it. */
import { useState } from 'react';
import { Notice, Panel, Refusal, ScreenFrame, TextInput } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import { findingAt, findingsElsewhere, findingsOf } from '../findings-at.ts';
import type { YouAnswers } from '../../../../../shared/protocol/answers.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { followName } from './follow-name.ts';
import { Password } from './password.tsx';
import { SshKeys } from './ssh-keys.tsx';
import './you.css';

export function YouScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { you } = snapshot.answers;
  const set = (changes: Partial<YouAnswers>): void => { void ask({ type: 'answers.set', section: 'you', value: { ...you, ...changes } }); };
  const findings = findingsOf(snapshot.preview);
  const [onMachine, onName, onKeys] = [findingAt(findings, 'hostname', 'fqdn'), findingAt(findings, 'users[0].name', 'users[0].gecos'), findingAt(findings, 'users[0].ssh_authorized_keys')];
  // That neither a password nor a key is there is said beside them, as long as it is so.
  const elsewhere = findingsElsewhere(findings, 'you', onMachine, onName, onKeys).filter(() => you.hasPassword || you.sshKeys.length > 0);
  return (
    <ScreenFrame title={t('you.title')} lead={t('you.lead')}>
      {elsewhere.map((finding) => <Refusal key={`${finding.code} ${finding.path}`} finding={finding} />)}
      <Panel title={t('you.machine')} icon="machine">
        <TextInput label={t('you.hostname')} description={t('you.hostnameHelp')} value={you.hostname} onChange={(hostname) => { set({ hostname: hostname.trim() }); }}
          isCode isRequired maxLength={253} refusal={onMachine} />
      </Panel>
      <Person you={you} set={set} finding={onName} />
      <Panel title={t('you.login')} icon="key" lead={t('you.loginLead')}>
        <CanLogIn you={you} />
        <Panel title={t('you.password')} level={3}><Password name="password" isSet={you.hasPassword} canRemove ask={ask} /></Panel>
        <Panel title={t('you.keys')} level={3} lead={t('you.keysLead')}>
          <SshKeys keys={you.sshKeys} onChange={(sshKeys) => { set({ sshKeys }); }} ask={ask} finding={onKeys} />
        </Panel>
      </Panel>
    </ScreenFrame>
  );
}

function Person({ you, set, finding }: { you: YouAnswers; set: (changes: Partial<YouAnswers>) => void; finding: LocalFinding | undefined }) {
  const t = useWords();
  const [wasTyped, setTyped] = useState(you.name !== '');
  return (
    <Panel title={t('you.person')} icon="user">
      <TextInput label={t('you.fullName')} description={t('you.fullNameHelp')} value={you.fullName} onChange={(fullName) => { set(followName(you, fullName)); }} />
      {/* An empty field that nobody has come to yet is not refused. */}
      <TextInput label={t('you.name')} description={t('you.nameHelp')} value={you.name} onChange={(name) => { setTyped(true); set({ name: name.trim() }); }}
        isCode isRequired maxLength={32} refusal={wasTyped || you.name !== '' ? finding : undefined} />
    </Panel>
  );
}

/** Said before somebody is sent back for it. */
function CanLogIn({ you: { hasPassword, sshKeys } }: { you: YouAnswers }) {
  const t = useWords();
  const ways = [...(hasPassword ? [t('you.way.password')] : []), ...(sshKeys.length > 0 ? [t.plural('you.way.keys', sshKeys.length)] : [])];
  return ways.length === 0
    ? <Notice live="polite" title={t('you.noWay')}>{t('you.noWayText')}</Notice>
    : <Notice live="polite" tone="success">{t('you.ways', { ways: t.list(ways) })}{!hasPassword && ` ${t('you.noPassword')}`}</Notice>;
}
