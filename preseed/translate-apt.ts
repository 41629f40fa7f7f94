/** Mirrors, proxy, services, further repositories. */
import type { Sheet } from './sheet.ts';

const release = /^(bookworm|stable|oldstable|12(\.\d+)?)$/;

export function translateApt(sheet: Sheet): void {
  translateMirror(sheet);
  translateProxy(sheet);
  translateSuites(sheet);
  translateServices(sheet);
  for (let index = 0; index < 10; index += 1) translateLocal(sheet, index);
}

function translateMirror(sheet: Sheet): void {
  const protocol = sheet.value('mirror/protocol') ?? (sheet.value('mirror/http/hostname') === undefined && sheet.value('mirror/https/hostname') !== undefined ? 'https' : 'http');
  const host = sheet.value(`mirror/${protocol}/hostname`);
  if (protocol !== 'http' && protocol !== 'https') sheet.refused('mirror/protocol', `apt fetches by http or https here, not by ${protocol.slice(0, 12)}; write mirror/protocol http and mirror/http/hostname`);
  else if (host !== undefined) {
    const directory = sheet.value(`mirror/${protocol}/directory`) ?? '/debian';
    if (/ubuntu/i.test(`${host}${directory}`)) sheet.refused(`mirror/${protocol}/hostname`, 'this is a mirror of Ubuntu, and CognOS is Debian 12; write for example deb.debian.org');
    else if (/^archive\.debian\.org$/.test(host)) sheet.refused(`mirror/${protocol}/hostname`, 'archive.debian.org has only releases that are no longer looked after; write deb.debian.org');
    else {
      sheet.put(['apt', 'primary'], [{ arches: ['default'], uri: `${protocol}://${host}/${directory.replace(/^\/+|\/+$/g, '')}` }]);
      sheet.translated(`mirror/${protocol}/hostname`, [['apt', 'primary']]);
      sheet.translated(`mirror/${protocol}/directory`, [['apt', 'primary']]);
      sheet.translated('mirror/protocol', [['apt', 'primary']]);
    }
  }
  sheet.applied('mirror/protocol', protocol);
  sheet.notApplicable('mirror/country', host === undefined ? 'deb.debian.org finds the nearest mirror by itself' : 'the mirror is named');
  for (const other of ['http', 'https', 'ftp']) {
    const where = host === undefined ? 'packages come from deb.debian.org' : 'another mirror is named';
    for (const part of ['hostname', 'directory', 'countries', 'mirror', 'suite']) sheet.notApplicable(`mirror/${other}/${part}`, where);
  }
}

function translateProxy(sheet: Sheet): void {
  const http = ['mirror/http/proxy', 'mirror/https/proxy'].find((question) => sheet.value(question) !== undefined);
  if (http !== undefined) {
    const written = sheet.value(http) ?? '';
    if (/@/.test(written)) return sheet.refused(http, 'a name or password may not stand in an address; leave it out');
    sheet.put(['apt', 'proxy'], /^[a-z0-9]+:\/\//i.test(written) ? written : `http://${written}`);
    sheet.translated(http, [['apt', 'proxy']]);
  }
  for (const question of ['mirror/http/proxy', 'mirror/https/proxy', 'mirror/ftp/proxy']) sheet.applied(question, sheet.value(question) === undefined ? 'no proxy' : 'another answer says the proxy');
}

function translateSuites(sheet: Sheet): void {
  for (const question of ['mirror/suite', 'mirror/codename', 'mirror/udeb/suite', 'cdrom/suite', 'cdrom/codename']) {
    const suite = sheet.value(question);
    if (suite === undefined || release.test(suite)) sheet.applied(question, 'CognOS is Debian 12 (bookworm)');
    else sheet.refused(question, `CognOS is Debian 12 (bookworm), not ${suite.slice(0, 24)}; write bookworm`);
  }
  sheet.notApplicable('mirror/udeb/components', 'there are no udebs here');
}

function translateServices(sheet: Sheet): void {
  const services = sheet.list('apt-setup/services-select');
  if (services.includes('backports')) sheet.refused('apt-setup/services-select', 'bookworm-backports is not added by itself; add it under apt: sources: in user-data, or as apt-setup/local0/repository');
  else sheet.applied('apt-setup/services-select', 'bookworm-security and bookworm-updates are always there');
  const host = sheet.value('apt-setup/security_host');
  if (host !== undefined && host !== 'security.debian.org' && host !== 'deb.debian.org') {
    const directory = sheet.value('apt-setup/security_path') ?? '/debian-security';
    sheet.put(['apt', 'security'], [{ arches: ['default'], uri: `http://${host}/${directory.replace(/^\/+|\/+$/g, '')}` }]);
    sheet.translated('apt-setup/security_host', [['apt', 'security']]);
    sheet.translated('apt-setup/security_path', [['apt', 'security']]);
  }
  sheet.applied('apt-setup/security_host', 'security updates come from Debian');
  sheet.applied('apt-setup/security_path', 'security updates come from Debian');
  sheet.applied('apt-setup/security-updates', 'security updates come from Debian');
  for (const question of ['apt-setup/non-free-firmware', 'apt-setup/main']) {
    if (sheet.truth(question) === false) sheet.notApplicable(question, 'the package sources have main and non-free-firmware');
    sheet.applied(question, 'the package sources have it');
  }
  const components = ['contrib', 'non-free', 'universe', 'multiverse', 'restricted', 'partner'].filter((name) => sheet.truth(`apt-setup/${name}`) === true);
  const debian = components.filter((name) => name === 'contrib' || name === 'non-free');
  if (debian.length > 0) {
    sheet.put(['apt', 'sources', 'preseed-components.list'], { source: `deb ${mirrorOf(sheet)} bookworm ${debian.join(' ')}` });
    for (const name of debian) sheet.translated(`apt-setup/${name}`, [['apt', 'sources', 'preseed-components.list']]);
  }
  for (const name of components) if (name !== 'contrib' && name !== 'non-free') sheet.refused(`apt-setup/${name}`, `${name} is a part of Ubuntu; Debian has main, contrib, non-free and non-free-firmware`);
  for (const name of ['contrib', 'non-free', 'universe', 'multiverse', 'restricted', 'partner', 'backports']) sheet.applied(`apt-setup/${name}`, 'is not there');
  if (sheet.truth('apt-setup/use_mirror') === false) sheet.notApplicable('apt-setup/use_mirror', 'the system comes from the medium; packages and updates come from a mirror afterwards');
  sheet.applied('apt-setup/use_mirror', 'packages come from a mirror');
  for (const question of ['apt-setup/no_mirror', 'apt-setup/enable-source-repositories', 'apt-setup/disable-cdrom-entries']) sheet.notApplicable(question, 'source packages and media are not among the package sources');
  const architectures = sheet.value('apt-setup/multiarch');
  if (architectures === undefined) sheet.applied('apt-setup/multiarch', 'no further architecture');
  else if (/^[a-z0-9]+([ ,]+[a-z0-9]+)*$/.test(architectures)) {
    sheet.append(['bootcmd'], ...architectures.split(/[ ,]+/).map((name) => ['cloud-init-per', 'once', `preseed-${name}`, 'dpkg', '--add-architecture', name]));
    sheet.translated('apt-setup/multiarch', [['bootcmd']]);
  } else sheet.refused('apt-setup/multiarch', 'names of architectures have to stand here, such as i386');
  if (sheet.truth('debian-installer/allow_unauthenticated') === true) sheet.refused('debian-installer/allow_unauthenticated', 'packages that nobody signed are not installed; sign the repository and give its key in apt-setup/local0/key');
  sheet.applied('debian-installer/allow_unauthenticated', 'packages have to be signed');
}

function mirrorOf(sheet: Sheet): string {
  const [first] = ((sheet.spec['apt'] as { primary?: { uri: string }[] } | undefined)?.primary ?? []);
  return first?.uri ?? 'http://deb.debian.org/debian';
}

/** Those of sources.list(5) by which nothing unsigned or outdated comes in, written as they are: apt would also take them quoted, or with %XX in them. */
const harmlessOption = /^(arch|lang|target|pdiffs|by-hash|signed-by)[+-]?=[\w.,:/+-]+$/;

/** `local0`…`local9`: the line of a repository, whether with sources, and its key's address. */
function translateLocal(sheet: Sheet, index: number): void {
  const base = `apt-setup/local${index}`;
  const written = sheet.value(`${base}/repository`);
  for (const part of ['comment', 'source']) sheet.notApplicable(`${base}/${part}`, 'a comment, or source packages, which are not fetched');
  if (written === undefined) {
    for (const part of ['repository', 'key']) sheet.notApplicable(`${base}/${part}`, 'names no repository');
    return;
  }
  const line = written.replace(/^deb\s+/, '');
  const key = sheet.value(`${base}/key`);
  const name = `preseed-local${index}.list`;
  const [, options = '', place = line] = /^\[([^\]]*)\]\s+(.*)$/s.exec(line) ?? [];
  const refused = options.split(/\s+/).find((each) => each !== '' && !harmlessOption.test(each));
  if (refused !== undefined) return refuseLocal(sheet, base, whyNotOption(refused.slice(0, 40)));
  if (!/^(https?|ftp):\/\/\S+\s+\S+/.test(place)) return refuseLocal(sheet, base, 'this is no line of a repository; write for example http://apt.example.net/debian bookworm main');
  const path = ['apt', 'sources', name];
  if (key === undefined) sheet.put(path, { source: `deb ${line}` });
  else if (/^https:\/\/[^\s'"\\;]+$/.test(key)) {
    const ring = `/etc/apt/trusted.gpg.d/preseed-local${index}.asc`;
    sheet.append(['bootcmd'], ['cloud-init-per', 'once', `preseed-local${index}-key`, 'curl', '--fail', '--silent', '--show-error', '--location', '--proto', '=https', '--output', ring, key]);
    sheet.put(path, { source: `deb ${line}` });
    sheet.translated(`${base}/key`, [['bootcmd']], 'fetched on the first boot, before packages are');
  } else sheet.refused(`${base}/key`, 'the key of a repository has to come by https, as it says who is trusted; write its https address, or put the key under apt: sources: in user-data');
  sheet.translated(`${base}/repository`, [path]);
}

function whyNotOption(option: string): string {
  if (/trusted|insecure|weak/i.test(option)) return `packages that nobody signed are not installed; leave [${option}] out and give the key`;
  return `[${option}] is not taken: of the options of a repository there may be arch, lang, target, pdiffs, by-hash and signed-by`;
}

function refuseLocal(sheet: Sheet, base: string, why: string): void {
  sheet.refused(`${base}/repository`, why);
  sheet.notApplicable(`${base}/key`, 'goes with the repository, which is refused');
}
