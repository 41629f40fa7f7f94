/** Is this text preseed rather than a spec? By content: such files are called preseed.cfg, seed, d-i.txt or nothing at all. */

const looks = /^(d-i|tasksel|popularity-contest|debconf|base-config|[a-z0-9][a-z0-9+.:-]*)[ \t]+[A-Za-z0-9][\w.+:-]*\/[^\s:]+[ \t]+(string|boolean|select|multiselect|note|password|text|title|error|seen)([ \t]|\r?$)/;
/** d-i's own marker of an initrd preseed; debconf takes it for a comment. */
const marker = /^#_preseed_V1\b/;
/** Enough for the licence and the history that some files begin with. */
const headBytes = 64 * 1024;

export function isPreseed(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, headBytes)).toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '');
  if (marker.test(head)) return true;
  if (/^(#cloud-config|#!|#include|## template:|\s*\{)/.test(head)) return false;
  // The first lines that say anything decide: one broken line must not make a spec of a preseed file.
  const lines = head.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')).slice(0, 20);
  return lines.slice(0, 1).some((line) => looks.test(line)) || lines.filter((line) => looks.test(line) && line.startsWith('d-i')).length >= 2;
}
