/** The name of the machine, and the one person who can log in to it. */
import { useState } from 'react';
import type { YouAnswers } from '../../../shared/protocol/answers.ts';
import { findingAt, findingsOf } from '../../gui/renderer/screens/findings-at.ts';
import { followName } from '../../gui/renderer/screens/you/follow-name.ts';
import { field, gap, heading, text, type Block } from '../block.ts';
import { refused, remaining } from '../findings.ts';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { keyBlocks } from './key-blocks.tsx';
import { usePassword } from './password-blocks.ts';
import type { LocalFinding } from '../../../shared/protocol/snapshot.ts';
import type { SortedKeys } from '../../gui/renderer/screens/you/sort-keys.ts';

export function YouScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { you } = snapshot.answers;
  const [wasTyped, setTyped] = useState(you.name !== '');
  const [keys, setKeys] = useState<{ text: string; last?: SortedKeys }>({ text: '' });
  const password = usePassword(wizard, { name: 'password', isSet: you.hasPassword, canRemove: true });
  const set = (changes: Partial<YouAnswers>): void => { store.answer({ section: 'you', value: { ...you, ...changes } }); };
  const findings = findingsOf(snapshot.preview);
  const [onMachine, onName, onKeys] = [findingAt(findings, 'hostname', 'fqdn'), findingAt(findings, 'users[0].name', 'users[0].gecos'), findingAt(findings, 'users[0].ssh_authorized_keys')];
  const shownOn = (finding: LocalFinding | undefined): LocalFinding[] => (finding ? [finding] : []);
  const elsewhere = findings.filter((finding) => finding.section === 'you' && ![onMachine, onName, onKeys].includes(finding) && (you.hasPassword || you.sshKeys.length > 0));
  const blocks: Block[] = [
    text('lead', t('you.lead')), ...remaining(elsewhere, wizard), gap('gap'),
    refused(field({ id: 'hostname', label: t('you.hostname'), value: you.hostname, detail: t('you.hostnameHelp'), change: (hostname) => { set({ hostname: hostname.trim() }); } }), shownOn(onMachine), wizard),
    field({ id: 'fullName', label: t('you.fullName'), value: you.fullName, detail: t('you.fullNameHelp'), change: (fullName) => { store.answer({ section: 'you', value: followName(you, fullName) }); } }),
    // An empty field that nobody has come to yet is not refused.
    refused(field({ id: 'name', label: t('you.name'), value: you.name, detail: t('you.nameHelp'), change: (name) => { setTyped(true); set({ name: name.trim() }); } }), wasTyped || you.name !== '' ? shownOn(onName) : [], wizard),
    gap('gap2'), heading('login', `  ${t('you.login')}`), ...ways(wizard, you), gap('gap3'),
    ...password, gap('gap4'),
    ...keyBlocks({ wizard, keys: you.sshKeys, draft: keys, setDraft: setKeys, change: (sshKeys) => { set({ sshKeys }); }, findings: shownOn(onKeys) }),
  ];
  return <Page id="you" title={t('you.title')} blocks={blocks} help={`${t('text.about.you')}\n\n${t('you.loginLead')}\n\n${t('you.keys.whatText')} ssh-keygen -t ed25519`} next={next} back={back} />;
}

function ways({ t }: Known, { hasPassword, sshKeys }: YouAnswers): Block[] {
  const found = [...(hasPassword ? [t('you.way.password')] : []), ...(sshKeys.length > 0 ? [t.plural('you.way.keys', sshKeys.length)] : [])];
  if (found.length === 0) return [text('no-way', `${t('you.noWay')}. ${t('you.noWayText')}`, 'warning')];
  return [text('ways', `${t('you.ways', { ways: t.list(found) })}${hasPassword ? '' : ` ${t('you.noPassword')}`}`, 'success')];
}
