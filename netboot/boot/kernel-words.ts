/** The kernel line of a machine that starts from the network, and what may stand on one. */
import { consoles } from '../../installer/planner/boot-menu.ts';

export interface KernelWords {
  /** Where the live system asks for its spec: `http(s)://SERVER[:PORT]`, no slash at the end. */
  server: string;
  /** Where boot loaders and initrd fetch from, when that is another address: `http://SERVER[:PORT]`. Digests keep it honest. */
  artefacts?: string;
  /** The wizard from the network, for a person before the machine; else the boot server decides what is installed. */
  wizard?: boolean;
  /** Further words, such as `console=ttyS1,115200`. */
  more?: readonly string[];
}

/** Throws a sentence for an address or a word that cannot stand there. */
export function kernelWords({ server, artefacts = server, wizard = false, more = [] }: KernelWords): string {
  const words = [
    'boot=cognos', `cognos.netboot=${checkBase(server)}`,
    ...artefacts === server ? [] : [`cognos.boot=${checkBase(artefacts)}/boot`],
    ...consoles.split(' '), 'loglevel=3', ...wizard ? ['cognos.gui'] : [], ...more,
  ];
  return checkWords(words.join(' '));
}

/**
 * iPXE expands `${…}` and ends a command at `;`, `&&` and `||`, GRUB expands `$…` and ends one at `;`, both read quotes and
 * backslashes: words with any of these would mean something else in each of them.
 */
export function checkWords(words: string): string {
  const wrong = /[^A-Za-z0-9 ._,:=/[\]+@%~-]/u.exec(words)?.[0];
  if (wrong !== undefined) throw new Error(`the kernel line ${JSON.stringify(words)} has a ${JSON.stringify(wrong)}, which boot loaders read in ways of their own; use letters, digits and . _ , : = / [ ] + @ % ~ - only`);
  return words;
}

/** The address of a boot server, as it is: scheme, host, port, nothing behind them. */
export function checkBase(base: string): string {
  const url = URL.parse(base);
  // URL lets `;`, `$` and `'` pass in a host's name.
  const isBase = url !== null && /^https?:$/.test(url.protocol) && /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d+)?$/.test(url.host) && url.username === '' && url.password === '' && base === `${url.protocol}//${url.host}`;
  if (!isBase) throw new Error(`${JSON.stringify(base)} is no address of a boot server; give http://SERVER:PORT or https://SERVER:PORT, in lower case and without a path`);
  return base;
}
