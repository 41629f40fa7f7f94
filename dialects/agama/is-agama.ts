/** Is this document a profile of Agama, openSUSE's installer? `product` and AutoYaST's storage tell it alone, of the rest it takes two. */
import { isMap } from '../../shared/spec/is-map.ts';

const parts: Record<string, readonly string[]> = {
  product: ['id'], user: ['userName', 'fullName'], root: ['password', 'hashedPassword', 'sshPublicKey', 'sshPublicKeys', 'sshKey'], localization: ['language', 'keyboard', 'timezone'],
  l10n: ['locale', 'languages', 'keymap', 'keyboard', 'timezone'], software: ['product', 'patterns', 'packages', 'extraRepositories', 'onlyRequired'], network: ['connections'],
  storage: ['drives', 'guided', 'volumeGroups', 'mdRaids', 'bootDevice', 'devices'], scripts: ['pre', 'postPartitioning', 'post', 'init'], hostname: ['static', 'transient'],
  bootloader: ['stopOnBootMenu', 'extraKernelParams', 'timeout'], questions: ['policy', 'answers'],
};

export function isAgama(value: unknown): boolean {
  if (!isMap(value) || ['cognos', 'autoinstall', 'users', 'runcmd'].some((key) => Object.hasOwn(value, key))) return false;
  const found = Object.keys(parts).filter((name) => {
    const part = Object.hasOwn(value, name) ? value[name] : undefined;
    return isMap(part) && parts[name]?.some((key) => Object.hasOwn(part, key));
  });
  return found.includes('product') || Array.isArray(value['legacyAutoyastStorage']) || found.length >= 2;
}

/** What is said of a profile that is still Jsonnet and so could not be read. */
export const jsonnetSentence = 'this is Jsonnet, a program that Agama runs to get its profile; give what it makes, which is JSON: agama config generate FILE';

/** Of text that no reader of YAML or JSON takes. */
export function isJsonnet(text: string): boolean {
  // One that is not closed ends with its line; to look for its end from each quote in it would take for ever.
  const code = text.replace(/"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?/g, '""');
  return /^[ \t]*local[ \t]+\w+[ \t]*(\([^)\n]*\)[ \t]*)?=/m.test(code) || /\bimport(str)?\s+""/.test(code) || /\bstd\.\w+\(/.test(code) || (/^[ \t]*[{(]/m.test(code) && /\|\|\|-?[ \t]*$|^[ \t]*\/\//m.test(code));
}
