/** What was answered, as names and values in a language: for the screen and for the terminal. */
import type { Snapshot } from '../../../../../shared/protocol/snapshot.ts';
import type { Words } from '../../i18n/speak.ts';
import { sayTime } from '../security/restart-times.ts';

export type Facts = [name: string, value: string][];

export function personFacts(t: Words, { answers: { you } }: Snapshot): Facts {
  const ways = [...(you.hasPassword ? [t('you.way.password')] : []), ...(you.sshKeys.length > 0 ? [t.plural('you.way.keys', you.sshKeys.length)] : [])];
  return [
    [t('review.hostname'), you.hostname],
    [t('review.user'), you.fullName === '' ? you.name : t('review.userNamed', { name: you.name, fullName: you.fullName })],
    [t('review.logsIn'), t.list(ways)],
  ];
}

export function networkFacts(t: Words, { answers: { network } }: Snapshot): Facts {
  return [[t('review.connects'), t(`review.network.${network.kind}`)], ...(network.proxy === undefined || network.proxy === '' ? [] : [[t('review.proxy'), network.proxy] as [string, string]])];
}

export function securityFacts(t: Words, { answers: { security }, choices }: Snapshot): Facts {
  const { profile, firewall, exceptions, updates, reboot } = security;
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

export function placeFacts(t: Words, { answers: { welcome }, choices }: Snapshot): Facts {
  const { layout, variant } = welcome.keyboard;
  const keyboard = choices.keyboards.find((one) => one.layout === layout);
  const chosen = keyboard?.variants.find((one) => one.variant === variant)?.name ?? keyboard?.name ?? layout;
  return [[t('review.locale'), welcome.locale], [t('review.keyboard'), chosen], [t('review.timezone'), welcome.timezone.replaceAll('_', ' ')]];
}
