/**
 * A file of another installer -> our user-data, with what became of everything in it. Which installer's, is seen by content: such
 * files have any name. Plain passwords are hashes from here on. Each translation is loaded when there is a file for it.
 */
import type { ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';
import { autoinstallAt } from '../../dialects/autoinstall/is-autoinstall.ts';
import { isAgama, isJsonnet, jsonnetSentence } from '../../dialects/agama/is-agama.ts';
import { isKickstart } from '../../dialects/kickstart/is-kickstart.ts';
import { isProxmox } from '../../dialects/proxmox/is-proxmox.ts';
import { isPreseed } from '../../preseed/is-preseed.ts';
import { hashPassword } from '../../shared/account/hash-password.ts';
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { Dialect } from '../../shared/foreign/loss-report.ts';
import type { Hash, Translation } from '../../shared/foreign/translation.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import { limits } from '../../shared/spec/limits.ts';
import { readDocument, type Located } from '../../shared/spec/read-document.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/** What a document of each dialect has in it somewhere. */
const hints: [dialect: Dialect, pattern: RegExp][] = [
  ['autoinstall', /(^|[{,])[ \t]*["']?autoinstall["']?[ \t]*:|^[ \t]*["']?version["']?[ \t]*:[ \t]*1\b/m],
  ['agama', /["']?(product|root|user|localization|l10n|software|scripts|storage|network)["']?[ \t]*:/],
  ['proxmox', /^[ \t]*(\[global\]|global\.[\w-]+[ \t]*=)/m],
];

export async function dialectOf({ file, bytes }: GivenSpec): Promise<Dialect | undefined> {
  if (isPreseed(bytes)) return 'preseed';
  const text = Buffer.from(bytes.subarray(0, limits.bytes)).toString('latin1');
  // Plainly ours, and to be parsed once instead of twice: that is an eighth of what `validate` takes.
  if (text.startsWith('#cloud-config') && /^cognos[ \t]*:/m.test(text) && !/^["']?autoinstall\b/m.test(text)) return undefined;
  const hinted = hints.filter(([, pattern]) => pattern.test(text));
  const kickstart = isKickstart(bytes);
  // Scripts inside of a spec may look like Jsonnet, and no spec begins so.
  const jsonnet = /^\s*(\/\/|\/\*|\{|local\s|import\s)/.test(text) && isJsonnet(text);
  if (hinted.length === 0 && !kickstart && !jsonnet) return undefined;
  // Ours, whatever its texts look like.
  const asOurs = await readDocument(bytes, file);
  if (asOurs.ok && isMap(asOurs.value) && Object.hasOwn(asOurs.value, 'cognos')) return undefined;
  for (const [dialect] of hinted) {
    const document = dialect === 'autoinstall' ? await readDocument(bytes, file, true) : asOurs;
    if (document.ok && isDocumentOf(dialect, document.value)) return dialect;
  }
  if (jsonnet) throw refused('jsonnet', file, jsonnetSentence);
  return kickstart ? 'kickstart' : undefined;
}

function isDocumentOf(dialect: Dialect, value: unknown): boolean {
  if (dialect === 'agama') return isAgama(value);
  if (dialect === 'proxmox') return isProxmox(value);
  return dialect === 'autoinstall' && autoinstallAt(value) !== undefined;
}

/** Throws a RefusedError for what is too large, or is no document where there has to be one. */
export async function fromForeign(host: Host, given: GivenSpec, dialect: Dialect): Promise<Translation> {
  const { file, bytes } = given;
  let count = 0;
  const hash: Hash = async (password) => hashPassword(host, password, undefined, await saltFor(bytes, count++));
  switch (dialect) {
    case 'preseed': {
      const [{ readPreseed }, { translatePreseed }] = await Promise.all([import('../../preseed/read-preseed.ts'), import('../../preseed/translate-preseed.ts')]);
      return translatePreseed(readPreseed(textIn(given, dialect), file), hash);
    }
    case 'kickstart': {
      const [{ readKickstart }, { translateKickstart }] = await Promise.all([import('../../dialects/kickstart/read-kickstart.ts'), import('../../dialects/kickstart/translate-kickstart.ts')]);
      return translateKickstart(readKickstart(textIn(given, dialect), file), hash);
    }
    case 'autoinstall': {
      const document = await documentIn(given, true);
      const { translateAutoinstall } = await import('../../dialects/autoinstall/translate-autoinstall.ts');
      return translateAutoinstall(document, autoinstallAt(document.value) ?? [], hash);
    }
    case 'agama': return (await import('../../dialects/agama/translate-agama.ts')).translateAgama(await documentIn(given), hash);
    case 'proxmox': return (await import('../../dialects/proxmox/translate-proxmox.ts')).translateProxmox(await documentIn(given), hash);
  }
}

function textIn({ file, bytes }: GivenSpec, dialect: Dialect): Uint8Array {
  if (bytes.length <= limits.bytes) return bytes;
  throw refused('too-large', file, `the file has more than the ${limits.bytes.toLocaleString('en-US')} bytes that a ${dialect} file may have`);
}

async function documentIn({ file, bytes }: GivenSpec, yesIsTrue = false): Promise<Located & { value: unknown }> {
  const document = await readDocument(bytes, file, yesIsTrue);
  if (!document.ok) throw new RefusedError(document.findings, exitCodes.specRefused);
  return document;
}

export function refused(code: string, file: string, message: string): RefusedError {
  return new RefusedError([{ severity: 'error', code, path: '', message, at: { file, line: 1, column: 1 } }], exitCodes.specRefused);
}

/**
 * The same file gives the same hash: a run that was interrupted is resumed by the same plan. One for each password of the file. The
 * passwords are in the file, so a guess at them by way of the salt must cost what a guess by way of the hash does.
 */
async function saltFor(bytes: Uint8Array, count: number): Promise<string> {
  const { scrypt } = process.getBuiltinModule('node:crypto');
  const salt = await promisify<Uint8Array, string, number, ScryptOptions, Buffer>(scrypt)(bytes, `cognos ${count}`, 18, { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 ** 2 });
  return salt.toString('base64url').replaceAll('-', '.').replaceAll('_', '/');
}
