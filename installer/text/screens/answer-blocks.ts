/** What was answered, in a few lines each: the person, the network, the protection, the language. */
import { sayTime } from '../../gui/renderer/screens/security/restart-times.ts';
import { gap, heading, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { fact } from './machine-screen.tsx';

type Facts = [name: string, value: string][];

export function answerBlocks(wizard: Known): Block[] {
  const { t, terminal } = wizard;
  const parts: [id: string, title: string, facts: Facts][] = [
    ['you', t('review.you'), person(wizard)], ['network', t('review.network'), network(wizard)],
    ['security', t('review.security'), security(wizard)], ['places', t('review.places'), places(wizard)],
  ];
  return parts.flatMap(([id, title, facts], index) => [
    ...(index === 0 ? [] : [gap(`gap-${id}`)]), heading(`title-${id}`, `  ${title}`), ...facts.map(([name, value]) => fact(`${id}-${name}`, name, [[shown(value, terminal)]], 22)),
  ]);
}

function person({ t, snapshot: { answers: { you } } }: Known): Facts {
  const ways = [...(you.hasPassword ? [t('you.way.password')] : []), ...(you.sshKeys.length > 0 ? [t.plural('you.way.keys', you.sshKeys.length)] : [])];
  return [
    [t('review.hostname'), you.hostname],
    [t('review.user'), you.fullName === '' ? you.name : t('review.userNamed', { name: you.name, fullName: you.fullName })],
    [t('review.logsIn'), t.list(ways)],
  ];
}

function network({ t, snapshot: { answers: { network: { kind, proxy = '' } } } }: Known): Facts {
  return [[t('review.connects'), t(`review.network.${kind}`)], ...(proxy === '' ? [] : [[t('review.proxy'), proxy] as [string, string]])];
}

function security({ t, snapshot: { answers: { security: { profile, firewall, exceptions, updates, reboot } }, choices } }: Known): Facts {
  const count = choices.profiles.find((level) => level.profile === profile)?.controls ?? 0;
  const level = t(`security.profile.${profile}`);
  if (profile === 'none') return [[t('review.profile'), level], [t('review.updates'), t('security.updates.none')]];
  return [
    [t('review.profile'), t('review.profileOf', { profile: level, count: t.plural('security.protections', count) })],
    [t('review.open'), firewall.length === 0 ? t('review.openNone') : t.list(firewall)],
    ...(exceptions.length > 0 ? [[t('review.exceptions'), t.list(exceptions.map((name) => t.maybe(`security.exception.${name}`) ?? name))] as [string, string]] : []),
    [t('review.updates'), t(`security.updates.${updates}`)],
    ...(updates === 'none' ? [] : [[t('review.restarts'), reboot === 'never' ? t('review.restartsNever') : t('review.restartsAt', { time: sayTime(reboot, t.language) })] as [string, string]]),
  ];
}

function places({ t, snapshot: { answers: { welcome: { locale, keyboard: { layout, variant }, timezone } }, choices } }: Known): Facts {
  const keyboard = choices.keyboards.find((one) => one.layout === layout);
  const chosen = keyboard?.variants.find((one) => one.variant === variant)?.name ?? keyboard?.name ?? layout;
  return [[t('review.locale'), locale], [t('review.keyboard'), chosen], [t('review.timezone'), timezone.replaceAll('_', ' ')]];
}
