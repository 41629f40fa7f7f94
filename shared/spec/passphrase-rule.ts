/** What a disk's passphrase must be like: what cannot be typed at a start locks its owner out, whatever else is true of it. */
const [least, most] = [8, 512];

export function refusePassphrase(text: string): { code: 'passphrase-characters' | 'passphrase-length'; message: string; values?: Record<string, number> } | undefined {
  if (!/^[\x20-\x7e]*$/.test(text)) return { code: 'passphrase-characters', message: 'the passphrase has characters that not every keyboard has at a start of the machine; use letters without accents, digits, spaces and signs (ASCII)' };
  if (text.length >= least && text.length <= most) return undefined;
  return { code: 'passphrase-length', message: `a passphrase has ${least} to ${most} characters, and this one ${text.length}`, values: { least, most } };
}
