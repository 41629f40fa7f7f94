/**
 * What the kernel line says to debian-installer: answers (`owner:question=value`, `question=value`), their short names,
 * and where the preseed file is. Installation guide of Debian 12, appendix B.2; names: preseed-common's `aliases`.
 */
import { readPreseed } from './read-preseed.ts';

const aliases: Record<string, string> = {
  auto: 'auto-install/enable', classes: 'auto-install/classes', fb: 'debian-installer/framebuffer', language: 'debian-installer/language', country: 'debian-installer/country',
  locale: 'debian-installer/locale', keymap: 'keyboard-configuration/xkb-keymap', priority: 'debconf/priority', file: 'preseed/file', url: 'preseed/url', 'preseed-md5': 'preseed/file/checksum',
  domain: 'netcfg/get_domain', hostname: 'netcfg/get_hostname', interface: 'netcfg/choose_interface', protocol: 'mirror/protocol', suite: 'mirror/suite', modules: 'anna/choose_modules',
  recommends: 'base-installer/install-recommends', tasks: 'tasksel/first', desktop: 'tasksel/desktop', dmraid: 'disk-detect/dmraid/enable', multipath: 'disk-detect/multipath/enable', theme: 'debian-installer/theme', rescue: 'rescue/enable',
};
const release = 'bookworm';

export interface KernelLine {
  /** `auto=true`: answers may come late, and nothing is asked before they have. */
  auto: boolean;
  priority: 'low' | 'medium' | 'high' | 'critical' | undefined;
  /** The file's address in full, as network-preseed completes it. */
  url?: string;
  /** By its path in debian-installer: /cdrom/preseed.cfg, /hd-media/preseed.cfg, /preseed.cfg. */
  file?: string;
  /** MD5 of the file, in hex. */
  checksum?: string;
  /** The answers of the line in the format of a preseed file, for `mergeKernelLine`. */
  answers: string[];
}

/** Everything after `---` (or `--`) is for the installed system. */
export function readKernelLine(line: string): KernelLine {
  const values = new Map<string, { owner: string; value: string }>();
  for (const word of splitLine(line)) {
    if (word === '---' || word === '--') break;
    const [, owner, name = '', value = ''] = /^(?:([a-z][a-z0-9.+-]*):)?([A-Za-z][\w./-]*)\??=(.*)$/s.exec(word) ?? [];
    const question = Object.hasOwn(aliases, name) ? aliases[name] ?? '' : name.includes('/') ? name : '';
    if (question !== '') values.set(question, { owner: owner ?? ownerOf(question), value });
  }
  const get = (question: string): string | undefined => values.get(question)?.value || undefined;
  const url = get('preseed/url');
  const file = get('preseed/file');
  const checksum = get('preseed/url/checksum') ?? get('preseed/file/checksum');
  const priority = get('debconf/priority');
  return {
    auto: get('auto-install/enable') === 'true',
    priority: priority === 'low' || priority === 'medium' || priority === 'high' || priority === 'critical' ? priority : undefined,
    ...url === undefined ? {} : { url: completeUrl(url, get('netcfg/get_domain'), get('auto-install/defaultroot')) },
    ...file === undefined ? {} : { file }, ...checksum === undefined ? {} : { checksum },
    answers: [...values].map(([question, { owner, value }]) => `${owner} ${question} ${/^(true|false)$/.test(value) ? 'boolean' : 'string'} ${value}`),
  };
}

function ownerOf(question: string): string {
  return question.startsWith('tasksel/') ? 'tasksel' : 'd-i';
}

/** As network-preseed's auto-install.sh: http is added, a bare host gets the usual path, a name without dots the domain. */
export function completeUrl(written: string, domain?: string, defaultRoot = `d-i/${release}/./preseed.cfg`): string {
  const [, protocol = 'http', base = written] = /^([a-z][a-z0-9+.-]*):\/\/(.*)$/s.exec(written) ?? [];
  const slash = base.indexOf('/');
  const host = slash < 0 ? base : base.slice(0, slash);
  const path = slash < 0 ? defaultRoot : base.slice(slash + 1);
  const [name = '', port] = host.split(':');
  const bare = !host.includes('.') && domain !== undefined && !/^unn?assigned-domain$/.test(domain) && !host.startsWith('[');
  return `${protocol}://${bare ? `${name}.${domain}${port === undefined ? '' : `:${port}`}` : host}/${path}`;
}

/** The kernel keeps quotes around a value, or around the whole word. */
function splitLine(line: string): string[] {
  return [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));
}

/**
 * The answers of the kernel line before those of the file: as in debian-installer, the file is loaded later and says the
 * last word; but not about what was needed to reach it, nor, without `auto`, about language and keyboard, which are
 * asked first of all.
 */
export function mergeKernelLine(bytes: Uint8Array, file: string, { answers, url, auto }: KernelLine): { bytes: Uint8Array; file: string } {
  const isEarly = (answer: string): boolean => (url !== undefined && /^\S+ netcfg\//.test(answer)) || (!auto && /^\S+ (debian-installer\/(locale|language|country)|keyboard-configuration\/\S+) /.test(answer));
  const useful = answers.filter((answer) => !/^\S+ (preseed\/(url|file)|auto-install\/enable|debconf\/priority)/.test(answer));
  const before = useful.filter((answer) => !isEarly(answer));
  const after = useful.filter(isEarly);
  const text = (lines: string[]): Uint8Array => new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
  // After the file, and without moving its lines: findings still name the lines of the file.
  const overridden = new Set(readPreseed(bytes, file).answers.map(({ question }) => question));
  const added = [...before.filter((answer) => !overridden.has(answer.split(' ')[1] ?? '')), ...after];
  return { file, bytes: added.length === 0 ? bytes : Buffer.concat([bytes, new TextEncoder().encode('\n'), text(['# From the kernel line:', ...added])]) };
}
