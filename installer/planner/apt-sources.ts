/** `apt:` as cloud-init means it: mirrors per use and architecture, proxies. */
import type { Architecture } from '../../shared/machine/machine.ts';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { Step } from '../../shared/plan/step.ts';
import { writeText } from './write-text.ts';

type Apt = NonNullable<InstallSpec['apt']>;
interface Mirror { arches?: readonly string[]; uri?: string }

const debianNames: Record<Architecture, string> = { x86_64: 'amd64', aarch64: 'arm64', riscv64: 'riscv64' };

export function aptSources(apt: Apt | undefined, architecture: Architecture): Step[] {
  if (!apt) return [];
  const primary = mirror(apt.primary as Mirror[] | undefined, architecture);
  const security = mirror(apt.security as Mirror[] | undefined, architecture);
  return [
    ...(primary || security ? [writeText('apt-sources', '/etc/apt/sources.list.d/debian.sources', sources(primary, security))] : []),
    ...proxies(apt),
  ];
}

function sources(primary = 'http://deb.debian.org/debian', security = 'http://deb.debian.org/debian-security'): string {
  const stanza = (uri: string, suites: string): string =>
    `Types: deb\nURIs: ${uri}\nSuites: ${suites}\nComponents: main non-free-firmware\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n`;
  return `# Written by the CognOS installer.\n${stanza(primary, 'bookworm bookworm-updates')}\n${stanza(security, 'bookworm-security')}`;
}

/** The entry for this architecture, else the one for `default` (cloud-init's cc_apt_configure). */
function mirror(entries: readonly Mirror[] = [], architecture: Architecture): string | undefined {
  const named = (name: string): Mirror | undefined => entries.find(({ arches = ['default'] }) => arches.includes(name));
  return (named(debianNames[architecture]) ?? named('default'))?.uri;
}

/** A proxy's URL may carry a password: its own 0600 file, by reference. */
function proxies(apt: Apt): Step[] {
  const pairs: [option: string, value: unknown][] = [['Acquire::http::Proxy', apt.http_proxy ?? apt.proxy], ['Acquire::https::Proxy', apt.https_proxy], ['Acquire::ftp::Proxy', apt.ftp_proxy]];
  const lines = pairs.flatMap(([option, value]) => (typeof value === 'string' ? [`${option} "${value}";\n`] : []));
  return lines.length === 0 ? [] : [writeText('apt-proxy', '/etc/apt/apt.conf.d/90cognos-proxy', lines.join(''), 0o600)];
}
