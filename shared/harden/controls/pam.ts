/** Passwords: how good, how old, how often wrong. As profiles for pam-auth-update, whose files common-* are. */
import type { Control, Part } from '../control.ts';
import { faillockConfig, faillockProfile, faillockStartProfile, pwhistoryProfile, pwqualityConfig, unixProfile } from './pam-profiles.ts';

const level1 = { group: 'pam', level: 'cis-level1-server', stage: 'first-boot' } as const;
const profile = (name: string, content: string): Part => ({ kind: 'file', path: `/usr/share/pam-configs/${name}`, content });
const enabled = (...names: string[]): Part => ({ kind: 'action', name: 'pam-profiles', args: { enable: names.join(' ') } });

export const pamControls: readonly Control[] = [
  {
    ...level1, id: 'pam-faillock', title: 'four wrong passwords close an account for 15 minutes', cis: ['5.3.2.2', '5.3.3.1.1', '5.3.3.1.2', '5.3.3.1.3'],
    why: 'Guessing gets nowhere. Somebody can be kept out by wrong guesses for that long; a key over ssh is not asked for a password and works all the time.',
    parts: () => [
      { kind: 'file', path: '/etc/security/faillock.conf', content: faillockConfig },
      profile('cognos-faillock', faillockProfile), profile('cognos-faillock-start', faillockStartProfile),
      enabled('cognos-faillock', 'cognos-faillock-start'),
    ],
  },
  {
    ...level1, id: 'pam-quality', title: 'new passwords have 14 characters of four kinds', cis: ['5.3.1.3', '5.3.2.3', '5.3.3.2.1', '5.3.3.2.2', '5.3.3.2.3', '5.3.3.2.4', '5.3.3.2.5', '5.3.3.2.6', '5.3.3.2.7', '5.3.3.2.8'],
    why: 'What is short or in a dictionary is guessed. Only asked for when a password is changed: those that are there go on.',
    parts: () => [
      { kind: 'package', name: 'libpam-pwquality', present: true },
      { kind: 'file', path: '/etc/security/pwquality.conf', content: pwqualityConfig },
      enabled('pwquality'),
    ],
  },
  {
    ...level1, id: 'pam-history', title: 'the last 24 passwords are not used again', cis: ['5.3.2.4', '5.3.3.3.1', '5.3.3.3.2', '5.3.3.3.3'],
    why: 'A change of a password is one.',
    parts: () => [profile('cognos-pwhistory', pwhistoryProfile), enabled('cognos-pwhistory')],
  },
  {
    ...level1, id: 'pam-unix', title: 'an empty password opens nothing', cis: ['5.3.2.1', '5.3.3.4.1', '5.3.3.4.2', '5.3.3.4.3', '5.3.3.4.4'],
    why: 'Debian lets an account without a password in on the console. Passwords are hashed with yescrypt, as before.',
    parts: () => [
      { kind: 'action', name: 'divert', args: { path: '/usr/share/pam-configs/unix', to: '/usr/share/pam-configs-unix.distrib' } },
      profile('unix', unixProfile), enabled('unix'),
    ],
  },
];
