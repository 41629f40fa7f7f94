/** Which package sources the stages need beyond those that the machine has. Pure; deb822 as in sources.list(5). */
import type { DriverStage, VendorRepository } from '../../shared/drivers/driver-plan.ts';
import { vendorKeys } from '../paths.ts';
import type { Configured } from './configured-sources.ts';

interface Stanza { uri: string; suite: string; components: string[]; signedBy: string }

const debianKey = '/usr/share/keyrings/debian-archive-keyring.gpg';
const debian: Stanza = { uri: 'http://deb.debian.org/debian', suite: 'bookworm', components: [], signedBy: debianKey };
const security: Stanza = { uri: 'http://deb.debian.org/debian-security', suite: 'bookworm-security', components: [], signedBy: debianKey };

/** @param vendors those whose key was checked */
export function formatDriverSources(stages: readonly DriverStage[], configured: readonly Configured[], vendors: readonly VendorRepository[]): string {
  const stanzas = [...missingDebian(stages, configured).map(formatStanza), ...vendors.map(formatVendor)];
  return ['# Written by the CognOS first boot for this machine’s drivers, beside your own sources and written anew when the plan changes.', ...stanzas].join('\n\n').concat('\n');
}

/**
 * Only what no source has yet, from the same address and with the same key as what is there: for one address and suite
 * apt refuses two different values of Signed-By, and then does nothing at all any more.
 */
function missingDebian(stages: readonly DriverStage[], configured: readonly Configured[]): Stanza[] {
  const wanted = new Map<string, Set<string>>();
  for (const { repository } of stages.filter(({ repository: { kind } }) => kind === 'debian')) {
    if (repository.kind !== 'debian') continue;
    for (const suite of repository.suites.flatMap(releasesOf)) {
      for (const component of repository.components) wanted.set(suite, (wanted.get(suite) ?? new Set()).add(component));
    }
  }
  return [...wanted].flatMap(([suite, components]) => {
    const missing = [...components].filter((component) => !configured.some((each) => each.suite === suite && each.component === component));
    return missing.length > 0 ? [{ ...baseOf(suite, configured), suite, components: missing }] : [];
  });
}

const releasesOf = (suite: string): string[] => (suite === 'bookworm' ? ['bookworm', 'bookworm-updates', 'bookworm-security'] : [suite]);

function baseOf(suite: string, configured: readonly Configured[]): Pick<Stanza, 'uri' | 'signedBy'> {
  const own = configured.find((each) => each.suite === suite && each.component === 'main');
  if (own) return own;
  if (suite === 'bookworm-security') return security;
  return configured.find((each) => each.suite === 'bookworm' && each.component === 'main') ?? debian;
}

function formatStanza({ uri, suite, components, signedBy }: Stanza): string {
  return [`Types: deb`, `URIs: ${uri}`, `Suites: ${suite}`, ...(components.length > 0 ? [`Components: ${components.join(' ')}`] : []), ...(signedBy === '' ? [] : [`Signed-By: ${signedBy}`])].join('\n');
}

function formatVendor(repository: VendorRepository): string {
  return [`# ${repository.name}`, formatStanza({ uri: repository.url, suite: repository.suite, components: repository.components, signedBy: keyPath(repository) }), 'Architectures: amd64'].join('\n');
}

/** By its fingerprint, so that two repositories with one key share a file and a changed key gets a new one. */
export function keyPath({ keyFingerprint = '' }: VendorRepository): string {
  return `${vendorKeys}/cognos-${keyFingerprint.toLowerCase()}.gpg`;
}

/**
 * apt_preferences(5): of a repository whose packages carry Debian's names only the listed ones come before Debian's;
 * the others serve where Debian has none, as what the listed ones depend on. Undefined when nothing needs a pin.
 */
export function formatPins(stages: readonly DriverStage[]): string | undefined {
  const groups = Map.groupBy(stages.filter(({ repository }) => repository.kind === 'vendor' && repository.onlyListed), ({ repository }) => new URL((repository as VendorRepository).url).hostname);
  if (groups.size === 0) return undefined;
  const pins = [...groups].flatMap(([hostname, group]) => {
    const listed = [...new Set(group.flatMap(({ packages }) => packages.filter(({ from }) => from === 'vendor').map(({ name }) => name)))];
    return [`Package: *\nPin: origin "${hostname}"\nPin-Priority: 1`, `Package: ${listed.join(' ')}\nPin: origin "${hostname}"\nPin-Priority: 600`];
  });
  return `${['# Written by the CognOS first boot: see cognos-drivers.sources.', ...pins].join('\n\n')}\n`;
}
