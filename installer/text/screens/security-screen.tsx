/** How the machine is protected: the profile, the firewall, what is left out because it is needed, and updates. */
import { useState } from 'react';
import type { SecurityAnswers } from '../../../shared/protocol/answers.ts';
import { findingAt, findingsOf } from '../../gui/renderer/screens/findings-at.ts';
import { readService, type TypedService } from '../../gui/renderer/screens/security/read-service.ts';
import { restartTimes, sayTime } from '../../gui/renderer/screens/security/restart-times.ts';
import { button, field, gap, heading, option, picker, text, together, type Block } from '../block.ts';
import { refused, remaining, rest } from '../findings.ts';
import { ListPage } from '../list-page.tsx';
import { Page } from '../page.tsx';
import { useSnapshot, useWizard, type Known } from '../wizard-context.ts';
import { said } from '../words.ts';
import type { Choices } from '../../../shared/protocol/snapshot.ts';

type Set = (changes: Partial<SecurityAnswers>) => void;

export function SecurityScreen() {
  const wizard = useSnapshot();
  const { t, store, next, back, snapshot } = wizard;
  const { answers: { security }, choices, preview } = snapshot;
  const [typed, setTyped] = useState('');
  const [why, setWhy] = useState<TypedService>();
  const set: Set = (changes) => { store.answer({ section: 'security', value: { ...security, ...changes } }, 'now'); };
  const blocks: Block[] = [
    text('lead', t('security.lead')), ...remaining(rest(findingsOf(preview), 'security', /^cognos\.security\.(profile|updates|firewall)/), wizard), gap('gap'),
    ...profile(wizard, choices.profiles, set),
    // Without a profile there is no firewall to let anything through, and nothing that installs updates.
    ...(security.profile === 'none' ? [] : [
      gap('gap2'), ...firewall({ wizard, set, typed, setTyped, why, setWhy }), gap('gap3'),
      heading('exceptions', `  ${t('security.exceptions')}`), text('exceptions-lead', t('security.exceptionsLead'), 'soft'),
      ...choices.exceptions.map((name) => {
        const on = security.exceptions.includes(name);
        return option({ id: `exception-${name}`, kind: 'many', on, label: t.maybe(`security.exception.${name}`) ?? name, detail: t.maybe(`security.exceptionText.${name}`), set: () => { set({ exceptions: on ? security.exceptions.filter((each) => each !== name) : [...security.exceptions, name] }); } });
      }),
      gap('gap4'), ...updates(wizard, set),
    ]),
  ];
  return <Page id="security" title={t('security.title')} blocks={blocks} help={t('text.about.security')} next={next} back={back} />;
}

function at(wizard: Known, path: string): ReturnType<typeof findingsOf> {
  const finding = findingAt(findingsOf(wizard.snapshot.preview), path);
  return finding ? [finding] : [];
}

function profile(wizard: Known, levels: Choices['profiles'], set: Set): Block[] {
  const { t, snapshot: { answers: { security } } } = wizard;
  const audit = levels.findIndex(({ groups }) => groups.some(({ group }) => group === 'audit'));
  const isAudited = audit >= 0 && levels.findIndex((level) => level.profile === security.profile) >= audit;
  const options = levels.map((level) => option({
    id: level.profile, kind: 'one', on: level.profile === security.profile, set: () => { set({ profile: level.profile }); },
    label: `${t(`security.profile.${level.profile}`)}${level.profile === 'cis-level1-server' ? ` (${t('security.recommended')})` : ''}`,
    detail: `${t(`security.profileText.${level.profile}`)}${level.controls > 0 ? ` ${t.plural('security.controls', level.controls)}` : ''}`,
  }));
  return [
    heading('profile', `  ${t('security.profile')}`), ...options.slice(0, -1), ...options.slice(-1).map((block) => refused(block, at(wizard, 'cognos.security.profile'), wizard)),
    ...(security.profile === 'none' ? [text('none-warning', t('security.noneWarning'), 'warning')] : []),
    text('audited', t(isAudited ? 'security.audited' : 'security.notAudited'), 'soft'),
    button('changes', t('security.changes'), () => { wizard.open(<ChangesPage levels={levels} />); }),
  ];
}

function ChangesPage({ levels }: { levels: Choices['profiles'] }) {
  const { t, close } = useWizard();
  const blocks = levels.filter(({ groups }) => groups.length > 0).flatMap(({ profile: name, groups }): Block[] => {
    const count = groups.reduce((sum, { titles }) => sum + titles.length, 0);
    return [
      heading(name, `  ${t('security.changesOf', { profile: t(`security.profile.${name}`), count: t.plural('security.protections', count) })}`),
      ...groups.flatMap(({ group, titles }) => [text(`${name}-${group}`, t.maybe(`security.group.${group}`) ?? group, 'strong', 4), ...titles.map((title, index) => text(`${name}-${group}-${index}`, `- ${said(t, title)}`, 'plain', 6))]),
      gap(`${name}-gap`),
    ];
  });
  return <Page id="changes" title={t('security.changes')} blocks={blocks} help={t('text.about.security')} back={{ label: t('common.close'), run: close }} />;
}

interface FirewallOf { wizard: Known; set: Set; typed: string; setTyped(typed: string): void; why: TypedService | undefined; setWhy(why: TypedService | undefined): void }

function firewall({ wizard, set, typed, setTyped, why, setWhy }: FirewallOf): Block[] {
  const { t, snapshot: { answers: { security: { firewall: allowed } }, choices: { services } } } = wizard;
  const meaning = (service: string): string => t.maybe(`security.service.${service}`) ?? t('security.service.port');
  const add = (words: string): boolean => {
    const read = readService(words, services, allowed);
    setWhy('refused' in read && read.refused !== 'empty' ? read : undefined);
    if ('refused' in read) return read.refused !== 'empty';
    setTyped('');
    set({ firewall: [...allowed, read.service] });
    return true;
  };
  const near = why && 'refused' in why && why.refused === 'name' ? why.near : undefined;
  const entries = services.filter((service) => !allowed.includes(service)).map((service) => ({ id: service, label: service, detail: meaning(service) }));
  const input = field({ id: 'service', label: t('security.add'), value: typed, detail: t('security.addHelp'), change: (words) => { setTyped(words); setWhy(undefined); }, done: () => add(typed) });
  return [
    heading('firewall', `  ${t('security.firewall')}`), text('firewall-lead', t(allowed.length === 0 ? 'security.firewallEmpty' : 'security.firewallLead'), 'soft'),
    ...allowed.map((service) => button(`close-${service}`, t('security.removeOf', { service }), () => { set({ firewall: allowed.filter((each) => each !== service) }); }, meaning(service))),
    ...(allowed.includes('ssh') ? [] : [text('no-ssh', t('security.noSsh'), 'warning')]),
    together(refused({ ...input, take: near === undefined ? undefined : { label: near, run: () => { add(near); } } }, at(wizard, 'cognos.security.firewall'), wizard),
      ...(why && 'refused' in why && why.refused !== 'empty' ? [text('service-why', t('text.refusal', { message: t(`security.refused.${why.refused}`) }), 'danger', 4)] : [])),
    button('services', t('text.services'), () => { wizard.open(<ListPage title={t('security.add')} entries={entries} chosen={undefined} choose={(id) => { add(id); }} />); }),
  ];
}

const kinds = ['security', 'all', 'none'] as const;
/** When hardly anybody works. */
const usualTime = '04:00';

function updates(wizard: Known, set: Set): Block[] {
  const { t, snapshot: { answers: { security } } } = wizard;
  const { reboot } = security;
  const times = restartTimes(reboot).map((id) => ({ id, label: sayTime(id, t.language) }));
  const options = kinds.map((kind) => option({
    id: `updates-${kind}`, kind: 'one', on: security.updates === kind, detail: t(`security.updatesText.${kind}`), set: () => { set({ updates: kind }); },
    label: `${t(`security.updates.${kind}`)}${kind === 'security' ? ` (${t('security.recommended')})` : ''}`,
  }));
  return [
    heading('updates', `  ${t('security.updates')}`), ...options.slice(0, -1), ...options.slice(-1).map((block) => refused(block, at(wizard, 'cognos.security.updates'), wizard)),
    ...(security.updates === 'none' ? [] : [
      option({ id: 'restart', kind: 'many', on: reboot !== 'never', label: t('security.restart'), detail: t('security.restartText'), set: () => { set({ reboot: reboot === 'never' ? usualTime : 'never' }); } }),
      ...(reboot === 'never' ? [] : [picker('restart-at', t('security.restartAt'), sayTime(reboot, t.language), () => { wizard.open(<ListPage title={t('security.restartAt')} entries={times} chosen={reboot} choose={(time) => { set({ reboot: time }); }} />); }, t('text.list.open'))]),
    ]),
  ];
}
