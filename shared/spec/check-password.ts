/** Password hashes by the forms of crypt(5), libxcrypt 4.4 in Debian 12. What was read is never quoted. */
import type { Check, Note } from './check.ts';
import type { Path } from './document.ts';

const strong = [
  /^\$g?y\$[./A-Za-z0-9]+\$[./A-Za-z0-9]{1,86}\$[./A-Za-z0-9]{43}$/,
  /^\$7\$[./A-Za-z0-9]{11,97}\$[./A-Za-z0-9]{43}$/,
  /^\$2[aby]\$\d{2}\$[./A-Za-z0-9]{53}$/,
  /^\$6\$(rounds=[1-9]\d{3,8}\$)?[^$:\s]{1,16}\$[./A-Za-z0-9]{86}$/,
  /^\$5\$(rounds=[1-9]\d{3,8}\$)?[^$:\s]{1,16}\$[./A-Za-z0-9]{43}$/,
];
const weak: [name: string, form: RegExp][] = [
  ['MD5', /^\$1\$[^$:\s]{0,8}\$[./A-Za-z0-9]{22}$/],
  ['SunMD5', /^\$md5[,$]/],
  ['SHA-1', /^\$sha1\$/],
  ['NT', /^\$3\$/],
  ['DES', /^(_[./A-Za-z0-9]{19}|[./A-Za-z0-9]{13})$/],
];
const make = 'make a hash with mkpasswd --method=yescrypt (package whois)';

export function checkPassword(hash: string, path: Path, note: Note): void {
  const [code, message] = passwordFault(hash) ?? [];
  if (code !== undefined && message !== undefined) note(code, path, message);
}

/** The sentence for a password that stands there as itself. */
export function plainPassword(where: string): string {
  return `a plain password may not stand in a file; ${make} and write it as ${where}`;
}

export const checkChpasswd: Check = ({ password, chpasswd }, note) => {
  if (password !== undefined) note('plain-password', ['password'], plainPassword('users[].hashed_passwd'));
  (chpasswd?.users ?? []).forEach(({ password: hash, type }, index) => {
    const path = ['chpasswd', 'users', index];
    if (type === 'text') note('plain-password', [...path, 'password'], plainPassword('password, with type: hash'));
    else if (type !== 'RANDOM') checkPassword(hash ?? '', [...path, 'password'], note);
  });
  const { list } = chpasswd ?? {};
  (typeof list === 'string' ? list.split('\n').filter(Boolean) : list ?? []).forEach((line, index) => {
    const path = typeof list === 'string' ? ['chpasswd', 'list'] : ['chpasswd', 'list', index];
    const hash = line.slice(line.indexOf(':') + 1).trim();
    if (!line.includes(':')) note('wrong-form', path, 'an entry has to be NAME:HASH');
    else if (hash !== 'RANDOM' && hash !== 'R') checkPassword(hash, path, note);
  });
};

function passwordFault(hash: string): [code: string, message: string] | undefined {
  if (strong.some((form) => form.test(hash)) || hash === '*' || hash === '!') return undefined;
  if (hash === '') return ['empty-password', `an empty password would let everyone in; ${make}, or leave the key out for no password`];
  const [name] = weak.find(([, form]) => form.test(hash)) ?? [];
  if (name !== undefined) return ['weak-hash', `this is a hash by ${name}, which is quickly guessed; ${make}`];
  if (/^\$(g?y|7|2[aby]|6|5)\$/.test(hash)) return ['broken-hash', `this starts like a password hash and is not a whole one; copy it again, or ${make}`];
  if (hash.startsWith('!')) return ['broken-hash', 'a hash with ! before it is locked; write the hash alone and lock_passwd: true'];
  return ['plain-password', `this is no password hash, and a plain password may not stand in a file; ${make} and write that here`];
}
