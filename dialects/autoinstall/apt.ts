/** Mirrors, proxy, further repositories. What is Ubuntu's own has no place on Debian. */
import { holdsSecret } from '../../shared/foreign/holds-secret.ts';
import type { Path } from '../../shared/spec/document.ts';
import { isMap } from '../../shared/spec/is-map.ts';
import type { Ledger } from '../ledger.ts';

const apt: Path = ['apt'];
const known = ['primary', 'security', 'mirror-selection', 'fallback', 'geoip', 'preserve_sources_list', 'disable_components', 'disable_suites', 'sources', 'conf', 'debconf_selections', 'sources_list', 'proxy', 'http_proxy', 'https_proxy', 'ftp_proxy', 'preferences', 'add_apt_repo_match', 'arches'];
const official = /^https?:\/\/([a-z0-9-]+\.)*ubuntu\.com\//i;

export function translateApt(ledger: Ledger, at: Path): void {
  const proxy = [...at, 'proxy'];
  carryPublic(ledger, proxy, [...apt, 'proxy']);
  const path = [...at, 'apt'];
  if (!ledger.map(path)) return;
  ledger.sayUnknown(path, known);
  translateMirrors(ledger, [...path, 'primary'], 'primary');
  translateMirrors(ledger, [...path, 'security'], 'security');
  if (ledger.map([...path, 'mirror-selection'])) {
    ledger.sayUnknown([...path, 'mirror-selection'], ['primary']);
    translateMirrors(ledger, [...path, 'mirror-selection', 'primary'], 'primary');
  }
  for (const key of ['proxy', 'http_proxy', 'https_proxy', 'ftp_proxy', 'conf']) carryPublic(ledger, [...path, key], [...apt, key]);
  translateSources(ledger, [...path, 'sources']);
  translateSelections(ledger, [...path, 'debconf_selections']);
  translatePreferences(ledger, [...path, 'preferences']);
  ledger.notApplicable([...path, 'fallback'], 'the medium has all that an installation needs; whether a mirror answers matters later');
  ledger.notApplicable([...path, 'geoip'], 'deb.debian.org finds the nearest mirror by itself');
  for (const key of ['disable_components', 'disable_suites']) ledger.notApplicable([...path, key], 'speaks of Ubuntu\'s archive; of Debian\'s, main and non-free-firmware are used');
  for (const key of ['preserve_sources_list', 'arches']) ledger.notApplicable([...path, key], 'the installer writes Debian\'s package sources');
  for (const key of ['sources_list', 'add_apt_repo_match']) ledger.refused([...path, key], 'the installer writes Debian\'s package sources; further ones go under apt.sources');
}

function carryPublic(ledger: Ledger, from: Path, to: Path): void {
  const text = ledger.text(from);
  if (text !== undefined && holdsSecret(text)) ledger.refused(from, 'a name or password may not stand in an address; leave it out');
  else if (text !== undefined) ledger.carried(from, to);
}

function translateMirrors(ledger: Ledger, at: Path, to: 'primary' | 'security'): void {
  const mirrors = ledger.list(at);
  for (const [index, mirror] of mirrors.entries()) {
    const uri = isMap(mirror) ? mirror['uri'] : undefined;
    const path = [...at, index];
    if (mirror === 'country-mirror') ledger.applied(path, 'deb.debian.org finds the nearest mirror by itself');
    else if (typeof uri !== 'string') ledger.refused(path, 'has to be a map with uri, the address of a mirror');
    else if (official.test(uri)) ledger.notApplicable(path, 'is Ubuntu\'s own archive; packages come from deb.debian.org');
    else if (/ubuntu/i.test(uri)) ledger.refused(path, 'is a mirror of Ubuntu, and CognOS is Debian 12; write one of Debian, or leave it out');
    else {
      const { arches } = mirror as { arches?: unknown };
      ledger.append([...apt, to], { arches: Array.isArray(arches) && arches.length > 0 ? arches : ['default'], uri });
      ledger.translated(path, [[...apt, to]]);
    }
  }
}

function translateSources(ledger: Ledger, at: Path): void {
  for (const [name, source] of Object.entries(ledger.map(at) ?? {})) {
    const path = [...at, name];
    const line = isMap(source) ? source['source'] : undefined;
    if (typeof line === 'string' && /^ppa:/.test(line)) ledger.refused(path, 'a PPA has packages for Ubuntu; name a repository for Debian 12');
    else if (typeof line === 'string' && /ubuntu|\b(focal|jammy|noble|bionic)\b/i.test(line)) ledger.refused(path, 'is a repository for Ubuntu; name that for Debian 12 (bookworm)');
    else ledger.carried(path, [...apt, 'sources', name], typeof line === 'string' && line.includes('$RELEASE') ? '$RELEASE is bookworm' : undefined);
  }
}

/** One text, or a map of texts with names of no meaning. */
function translateSelections(ledger: Ledger, at: Path): void {
  for (const [name, lines] of Object.entries(ledger.map(at) ?? {})) addSelections(ledger, [...at, name], name, lines);
}

export function addSelections(ledger: Ledger, path: Path, name: string, lines: unknown): void {
  const to = [...apt, 'debconf_selections', name];
  if (typeof lines !== 'string') ledger.refused(path, 'has to be text in the form of debconf-set-selections');
  else if (lines.split('\n').some((line) => /^\s*[^#\s]\S*\s+(\S*(passw|passphrase|secret)\S*\s+\S+|\S+\s+password)\s+\S/i.test(line))) ledger.refused(path, 'a plain password may not stand in user-data; set it on the machine');
  else {
    ledger.put(to, lines);
    ledger.translated(path, [to], 'given to debconf on the first boot');
  }
}

/** apt_preferences(5), as curtin writes it. */
function translatePreferences(ledger: Ledger, at: Path): void {
  const pins = ledger.list(at);
  const stanzas = pins.map((pin) => (isMap(pin) ? [pin['package'], pin['pin'], pin['pin-priority']] : []));
  if (pins.length === 0) return;
  if (!stanzas.every((parts) => parts.length === 3 && parts.every((part) => /^[^\n]+$/.test(String(part ?? ''))))) return ledger.refused(at, 'each entry has to have package, pin and pin-priority');
  const content = stanzas.map(([name, pin, priority]) => `Package: ${String(name)}\nPin: ${String(pin)}\nPin-Priority: ${String(priority)}\n`).join('\n');
  ledger.append(['write_files'], { path: '/etc/apt/preferences.d/90-autoinstall', content });
  ledger.translated(at, [['write_files']]);
}
