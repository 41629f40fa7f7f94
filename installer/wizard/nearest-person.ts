/** Names and keys that the target takes, for those that it does not. */
import { readSshKey } from '../../shared/account/read-ssh-key.ts';
import { hostnameFault } from '../../shared/spec/check-hostname.ts';
import { userNameFault } from '../../shared/spec/check-users.ts';
import { defaultAnswers } from './default-answers.ts';
import { lastIndex, offer, type Nearest } from './instead.ts';

/** "Ada's PC!" -> `Adas-PC`; what nothing can be made of -> the name that was proposed first. */
const hostname: Nearest = (_finding, { answers, machine }) => {
  const labels = answers.you.hostname.split('.').map((label) => plain(label).replace(/[^A-Za-z0-9-]+/g, '-').slice(0, 63).replace(/^-+|-+$/g, '')).filter(Boolean);
  const sensible = labels.every((label) => /^\d+$/.test(label)) ? labels.join('-') : labels.join('.');
  const value = hostnameFault(sensible) === undefined ? sensible : defaultAnswers(machine).you.hostname;
  return offer('you', answers, { hostname: value }, value);
};

/** Lower-case Latin letters of what was written, or of the full name; with a number where the system has that name itself. */
const userName: Nearest = (_finding, { answers }) => {
  const { name, fullName } = answers.you;
  const value = [name, fullName.split(/\s+/)[0] ?? ''].map(loginFrom).flatMap((login) => (login === '' ? [] : [login, `${login.slice(0, 31)}1`]))
    .find((login) => login !== name && userNameFault(login) === undefined);
  return value === undefined ? undefined : offer('you', answers, { name: value }, value);
};

function loginFrom(text: string): string {
  return plain(text).toLowerCase().replace(/[^a-z0-9_]+/g, '-').replace(/^[^a-z_]+|-+$/g, '').slice(0, 32);
}

/** Without accents: é is e, and 'ß' is ss. Apostrophes go without a trace. */
function plain(text: string): string {
  return text.replaceAll('ß', 'ss').normalize('NFKD').replace(/[\p{M}'’]/gu, '');
}

const fullName: Nearest = (_finding, { answers }) => {
  const value = answers.you.fullName.replace(/[:\n]+/g, ' ').trim();
  return offer('you', answers, { fullName: value }, value);
};

/** The key alone where options stand before it; else the others without this one. */
const sshKey: Nearest = ({ path, code }, { answers }) => {
  const keys = [...new Set(answers.you.sshKeys)];
  const index = lastIndex(path);
  const broken = index === undefined || !path.startsWith('users[0].') ? undefined : keys[index];
  if (broken === undefined) return undefined;
  const bare = code === 'ssh-key-options' ? keyIn(broken) : undefined;
  const kept = keys.flatMap((key) => (key !== broken ? [key] : bare === undefined ? [] : [bare]));
  return offer('you', answers, { sshKeys: kept }, bare === undefined ? 'the others, without this key' : 'the key without its options', bare === undefined ? 'without-key' : 'bare-key');
};

function keyIn(line: string): string | undefined {
  const [bare] = /(ssh-|ecdsa-|sk-)\S+ [A-Za-z0-9+/]{20,}={0,2}.*$/.exec(line) ?? [];
  return bare !== undefined && 'comment' in readSshKey(bare) ? bare : undefined;
}

export const nearestPerson: Readonly<Record<string, Nearest>> = {
  hostname, 'user-name': userName, 'reserved-user': userName, 'duplicate-user': userName, 'no-user': userName, gecos: fullName,
  'ssh-key': sshKey, 'private-key': sshKey, 'ssh-key-options': sshKey,
};
