/** What is said before and after a login: whose machine it is, and not what runs on it. */
import type { Control, Part } from '../control.ts';

/** The first sentence is the benchmark's, word for word; in the second are the words that other scanners want to see. */
export const bannerText = 'Authorized users only. All activity may be monitored and reported.\nAccess without permission is prohibited by law and policy, and is logged.\n';

/** A banner of the administrator's own stays, unless it tells what runs here: \m \r \s \v, or Debian's name as its own banners do. */
const banner = (path: string): Part => ({ kind: 'file', path, content: bannerText, replaces: '\\\\[mrsv]|[Dd]ebian' });

export const bannerControls: readonly Control[] = [
  {
    id: 'banner-motd', group: 'banners', level: 'cis-level1-server', cis: ['1.6.1', '1.6.4'], stage: 'install',
    title: 'the message after a login tells no versions', why: 'What first boot has to say is added by /etc/update-motd.d.',
    parts: () => [banner('/etc/motd')],
  },
  {
    id: 'banner-console', group: 'banners', level: 'cis-level1-server', cis: ['1.6.2', '1.6.5'], stage: 'install',
    title: 'the console says whom the machine is for, and no versions', why: 'Courts in some countries ask whether it was said.',
    parts: () => [banner('/etc/issue')],
  },
  {
    id: 'banner-network', group: 'banners', level: 'cis-level1-server', cis: ['1.6.3', '1.6.6'], stage: 'install',
    title: 'so does ssh, before the password', why: 'As on the console.',
    parts: () => [banner('/etc/issue.net')],
  },
  {
    id: 'no-version-motd', group: 'banners', level: 'cis-level1-server', cis: ['1.6.1'], stage: 'install',
    title: 'a login does not print the kernel\'s version', why: 'Debian\'s 10-uname does.',
    parts: () => [{ kind: 'mode', path: '/etc/update-motd.d/10-uname', mode: 0o644, owner: 'root:root' }],
  },
];
