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

/** A code for programs, the sentence, and what the sentence was made of. Neither quotes the password. */
export interface PasswordRefusal { code: string; message: string; values?: Record<string, string | number> }

/** Why not, one sentence that never quotes the password; undefined for one that may be used. */
export function passwordFault(password: string, user = ''): string | undefined {
  return refusePassword(password, user)?.message;
}

export function refusePassword(password: string, user = ''): PasswordRefusal | undefined {
  return refuseForm(password) ?? refuseContent(password, user);
}

function refuseForm(password: string): PasswordRefusal | undefined {
  const length = [...password].length;
  if (password === '') return refuse('empty', `an empty password would let everyone in; write at least ${minimumLength} characters`, { least: minimumLength });
  if (/\p{Cc}/u.test(password)) return refuse('control', 'a password cannot hold a tab or another control character; leave it out');
  if (length < minimumLength) return refuse('short', `this password has ${length} character${length === 1 ? '' : 's'} and needs at least ${minimumLength}; a few words with a number and a sign between them are easy to keep in mind`, { least: minimumLength, length });
  if (Buffer.byteLength(password) > maximumBytes) return refuse('long', `this password is longer than ${maximumBytes} bytes; shorten it`, { most: maximumBytes });
  return undefined;
}

function refuseContent(password: string, user: string): PasswordRefusal | undefined {
  const missing = kinds.filter(([, form]) => !form.test(password)).map(([name]) => name);
  if (missing.length > 0) return refuse('kinds', `this password has no ${missing.join(', no ')}; add ${missing.length === 1 ? 'one' : 'one of each'}`);
  if (user !== '' && password.toLowerCase().includes(user.toLowerCase())) return refuse('name', 'this password holds the user name, which is the first thing to be tried; take that out');
  if (new RegExp(`(.)\\1{${longestRepeat}}`, 'u').test(password)) return refuse('repeat', `this password has one character more than ${longestRepeat} times in a row; change one of them`, { most: longestRepeat });
  if (hasSequence(password)) return refuse('sequence', `this password counts on for more than ${longestSequence} characters, as 1234 or abcd do; change one of them`, { most: longestSequence });
  return undefined;
}

function refuse(code: string, message: string, values?: PasswordRefusal['values']): PasswordRefusal {
  return { code: `password-${code}`, message, ...(values ? { values } : {}) };
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
