/**
 * A file of another installer -> our user-data, with what became of everything in it. Which installer's, is seen by content: such
 * files have any name. Plain passwords are hashes from here on. Each translation is loaded when there is a file for it.
 */
import { createHash } from 'node:crypto';
import { isPreseed } from '../../preseed/is-preseed.ts';
import { hashPassword } from '../../shared/account/hash-password.ts';
import { exitCodes, RefusedError } from '../../shared/errors.ts';
import type { Dialect } from '../../shared/foreign/loss-report.ts';
import type { Hash, Translation } from '../../shared/foreign/translation.ts';
import { readDocument } from '../../shared/spec/read-document.ts';
import type { Host } from '../../shared/system/host.ts';
import type { GivenSpec } from '../machine/install-machine.ts';

/** As much of one that is no document. */
const textBytes = 1024 * 1024;
/** What a document of each dialect has in it somewhere, so that a spec is not read twice to find out that it is one. */
const hints: [dialect: Dialect, pattern: RegExp][] = [
  ['autoinstall', /^\s*["']?autoinstall["']?\s*:|^\s*["']?version["']?\s*:\s*1\b/m],
  ['agama', /^\s*\{[^]*["']?(product|root|user|localization|l10n|software|scripts|storage|network)["']?\s*:/],
  ['proxmox', /^\s*(\[global\]|global\.[\w-]+\s*=)/m],
];

export async function dialectOf({ file, bytes }: GivenSpec): Promise<Dialect | undefined> {
  if (isPreseed(bytes)) return 'preseed';
  const text = Buffer.from(bytes.subarray(0, textBytes)).toString('latin1');
  for (const [dialect, pattern] of hints) {
    if (!pattern.test(text)) continue;
    const document = await readDocument(bytes, file, dialect === 'autoinstall');
    if (document.ok && await isDocumentOf(dialect, document.value)) return dialect;
  }
  // Scripts inside of a spec may look like it, and no spec begins so.
  if (/^\s*(\/\/|\/\*|\{|local\s|import\s)/.test(text)) {
    const { isJsonnet, jsonnetSentence } = await import('../../dialects/agama/is-agama.ts');
    if (isJsonnet(text)) throw refused('jsonnet', file, jsonnetSentence);
  }
  return (await import('../../dialects/kickstart/is-kickstart.ts')).isKickstart(bytes) ? 'kickstart' : undefined;
}

async function isDocumentOf(dialect: Dialect, value: unknown): Promise<boolean> {
  if (dialect === 'agama') return (await import('../../dialects/agama/is-agama.ts')).isAgama(value);
  if (dialect === 'proxmox') return (await import('../../dialects/proxmox/is-proxmox.ts')).isProxmox(value);
  return dialect === 'autoinstall' && (await import('../../dialects/autoinstall/is-autoinstall.ts')).autoinstallAt(value) !== undefined;
}

/** Throws a RefusedError for what is too large, or is no document where there has to be one. */
export async function fromForeign(host: Host, given: GivenSpec, dialect: Dialect): Promise<Translation> {
  const { file, bytes } = given;
  const hash: Hash = (password) => hashPassword(host, password, undefined, saltFor(bytes));
  if (dialect === 'preseed' || dialect === 'kickstart') {
    if (bytes.length > textBytes) throw refused('too-large', file, `the file has more than the ${textBytes.toLocaleString('en-US')} bytes that a ${dialect} file may have`);
    if (dialect === 'preseed') {
      const [{ readPreseed }, { translatePreseed }] = await Promise.all([import('../../preseed/read-preseed.ts'), import('../../preseed/translate-preseed.ts')]);
      return translatePreseed(readPreseed(bytes, file), hash);
    }
    const [{ readKickstart }, { translateKickstart }] = await Promise.all([import('../../dialects/kickstart/read-kickstart.ts'), import('../../dialects/kickstart/translate-kickstart.ts')]);
    return translateKickstart(readKickstart(bytes, file), hash);
  }
  const document = await readDocument(bytes, file, dialect === 'autoinstall');
  if (!document.ok) throw new RefusedError(document.findings, exitCodes.specRefused);
  if (dialect === 'agama') return (await import('../../dialects/agama/translate-agama.ts')).translateAgama(document, hash);
  if (dialect === 'proxmox') return (await import('../../dialects/proxmox/translate-proxmox.ts')).translateProxmox(document, hash);
  const [{ autoinstallAt }, { translateAutoinstall }] = await Promise.all([import('../../dialects/autoinstall/is-autoinstall.ts'), import('../../dialects/autoinstall/translate-autoinstall.ts')]);
  return translateAutoinstall(document, autoinstallAt(document.value) ?? [], hash);
}

export function refused(code: string, file: string, message: string): RefusedError {
  return new RefusedError([{ severity: 'error', code, path: '', message, at: { file, line: 1, column: 1 } }], exitCodes.specRefused);
}

/**
 * The same file gives the same hash: a run that was interrupted is resumed by the same plan. Passwords have no part in it,
 * as who knows the file and the salt could try them quickly; a salt need not be secret.
 */
function saltFor(bytes: Uint8Array): string {
  const told = createHash('sha256');
  let secret = false;
  for (const line of Buffer.from(bytes).toString('latin1').split('\n')) {
    // What follows the key of a secret may stand on lines of its own.
    secret = /pass|pw|psk|wpa|wep|phrase|secret|token|key/i.test(line) || (secret && !/[:=]/.test(line));
    if (!secret) told.update(`${line}\n`);
  }
  return told.digest('base64url').replaceAll('-', '.').replaceAll('_', '/').slice(0, 24);
}
