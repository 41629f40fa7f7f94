/**
 * What a password has to be, in the words of the hardening profiles (pwquality: minlen 14, minclass 4, maxrepeat 3,
 * maxsequence 3, usercheck): one that is taken here is taken by `passwd` later as well.
 */
export const minimumLength = 14;
const longestRepeat = 3;
const longestSequence = 3;
/** yescrypt takes more; PAM's buffers and people's patience do not. */
const maximumBytes = 255;

export const passwordHelp = `At least ${minimumLength} characters, with small and capital letters, digits and others among them.`;

/** Why not, one sentence that never quotes the password; undefined for one that may be used. */
export function passwordFault(password: string, user = ''): string | undefined {
  const length = [...password].length;
  if (password === '') return `an empty password would let everyone in; write at least ${minimumLength} characters`;
  if (/\p{Cc}/u.test(password)) return 'a password cannot hold a tab or another control character; leave it out';
  if (length < minimumLength) return `this password has ${length} character${length === 1 ? '' : 's'} and needs at least ${minimumLength}; a few words with a number and a sign between them are easy to keep in mind`;
  if (Buffer.byteLength(password) > maximumBytes) return `this password is longer than ${maximumBytes} bytes; shorten it`;
  const missing = kinds.filter(([, form]) => !form.test(password)).map(([name]) => name);
  if (missing.length > 0) return `this password has no ${missing.join(', no ')}; add ${missing.length === 1 ? 'one' : 'one of each'}`;
  if (user !== '' && password.toLowerCase().includes(user.toLowerCase())) return 'this password holds the user name, which is the first thing to be tried; take that out';
  if (new RegExp(`(.)\\1{${longestRepeat}}`, 'u').test(password)) return `this password has one character more than ${longestRepeat} times in a row; change one of them`;
  if (hasSequence(password)) return `this password counts on for more than ${longestSequence} characters, as 1234 or abcd do; change one of them`;
  return undefined;
}

const kinds: [name: string, form: RegExp][] = [
  ['small letter', /\p{Ll}/u], ['capital letter', /\p{Lu}/u], ['digit', /\p{Nd}/u], ['sign or space', /[^\p{Ll}\p{Lu}\p{Nd}]/u],
];

/** pwquality's maxsequence: characters that go up or down by one. */
function hasSequence(password: string): boolean {
  let [run, direction] = [1, 0];
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  return codes.some((code, index) => {
    const step = code - (codes[index - 1] ?? code);
    if (Math.abs(step) !== 1) [run, direction] = [1, 0];
    else if (step === direction) run += 1;
    else [run, direction] = [2, step];
    return run > longestSequence;
  });
}
