/** Answers -> the part of the spec that they are, in its own words; what validates a spec so validates them too. */
import type { InstallSpec, User } from '../../shared/spec/install-spec.ts';
import type { Answers } from './question.ts';

/** With the hash of the password in it. */
export function specOfAnswers(answers: Answers): InstallSpec {
  const { user, hostname, model, keyboard, locale } = answers;
  const network = networkOf(answers);
  return {
    ...hostname === undefined ? {} : { hostname },
    ...user === undefined ? {} : { users: [userOf(user, answers)] },
    ...keyboard === undefined ? {} : { keyboard: { layout: keyboard } },
    ...locale === undefined ? {} : { locale },
    ...network === undefined ? {} : { network },
    cognos: { version: 1, ...model === undefined ? {} : { ai: { model } } },
  };
}

function userOf(name: string, { passwordHash, key = '' }: Answers): User {
  return {
    name, groups: ['sudo'], shell: '/bin/bash',
    ...passwordHash === undefined
      // Who has no password could give none to sudo, and nobody else may use it either.
      ? { lock_passwd: true, sudo: 'ALL=(ALL) NOPASSWD:ALL' }
      : { lock_passwd: false, hashed_passwd: passwordHash },
    ...key === '' ? {} : { ssh_authorized_keys: [key] },
  };
}

function networkOf({ interface: name, method, address, gateway = '', nameservers = '' }: Answers): InstallSpec['network'] {
  if (name === undefined || method === undefined || method === 'none') return undefined;
  if (method === 'automatic') return { version: 2, ethernets: { [name]: { dhcp4: true, optional: true } } };
  const servers = nameservers.split(/[\s,]+/).filter(Boolean);
  return {
    version: 2,
    ethernets: {
      [name]: {
        ...address === undefined ? {} : { addresses: [address] },
        ...gateway === '' ? {} : { routes: [{ to: 'default', via: gateway }] },
        ...servers.length === 0 ? {} : { nameservers: { addresses: servers } },
      },
    },
  };
}
