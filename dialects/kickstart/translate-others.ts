/** What is only Anaconda's or only Red Hat's: where packages come from, what is shown meanwhile, add-ons, subscriptions. */
import type { Path } from '../../shared/spec/document.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';
import { wantPackage } from './translate-packages.ts';

const source = 'says where Red Hat\'s packages come from; Debian\'s come from Debian\'s mirrors, or as apt: in user-data says';
const screen = 'says how Anaconda shows itself';
const drivers = 'belongs to how Anaconda finds its own parts and drivers';
const image = 'a whole system of Red Hat\'s cannot be put in the place of CognOS; leave it out, and name what is needed of it in %packages';

/** Without another word said about them. */
const plain: Readonly<Record<string, string>> = {
  cdrom: source, harddrive: source, nfs: source, url: source, method: source, install: 'CognOS is installed, whatever was there',
  text: screen, graphical: screen, cmdline: screen, autostep: screen, vnc: 'is the way into a running Anaconda; on the CognOS medium the wizard can be opened to the network (boot menu)', rdp: 'is the way into a running Anaconda; on the CognOS medium the wizard can be opened to the network (boot menu)',
  logging: 'says where Anaconda\'s own messages go', mediacheck: 'is about the medium of Anaconda', updates: drivers, driverdisk: drivers, device: drivers, deviceprobe: drivers, hmc: drivers, unsupported_hardware: drivers, installclass: drivers,
  key: 'belongs to Red Hat\'s subscriptions', syspurpose: 'belongs to Red Hat\'s subscriptions', eula: 'is Red Hat\'s licence, and nothing of Red Hat\'s is installed', mouse: 'a server has none', monitor: 'there is no graphical desktop', skipx: 'there is no graphical desktop',
};

const refusals: Readonly<Record<string, string>> = {
  liveimg: image, ostreesetup: image, ostreecontainer: image, bootc: image,
  upgrade: 'a system that is there cannot be upgraded; write install, or leave it out', rescue: 'this is no installation; leave it out',
};

export function translateOthers(sheet: Sheet): void {
  for (const [name, why] of Object.entries(plain)) for (const statement of sheet.all(name)) sheet.notApplicable(statement, why);
  for (const [name, why] of Object.entries(refusals)) for (const statement of sheet.all(name)) sheet.refused(statement, why);
  for (const statement of sheet.all('repo')) translateRepository(sheet, statement);
  for (const statement of sheet.all('module')) sheet.notApplicable(statement, 'says which version of Red Hat\'s a package has; Debian has one of each', true);
  for (const statement of sheet.all('rhsm')) {
    if (sheet.has(statement, 'connect-to-insights')) sheet.refused(statement, 'Red Hat\'s Insights watch no other systems; leave --connect-to-insights out');
    else sheet.notApplicable(statement, 'belongs to Red Hat\'s subscriptions, and nothing of Red Hat\'s is installed');
  }
  for (const statement of sheet.all('xconfig')) {
    if (sheet.has(statement, 'startxonboot')) sheet.refused(statement, 'there is no graphical desktop; leave --startxonboot out, or write task-xfce-desktop into packages: of user-data');
    else sheet.notApplicable(statement, 'there is no graphical desktop');
  }
  translateFirstBoot(sheet);
  for (const section of sheet.ofKind('section')) translateSection(sheet, section);
}

function translateRepository(sheet: Sheet, statement: Statement): void {
  if (sheet.has(statement, 'install')) sheet.refused(statement, 'a repository of Red Hat\'s packages is of no use to apt; leave --install out, and write Debian\'s under apt: sources: in user-data');
  else sheet.notApplicable(statement, source);
}

function translateFirstBoot(sheet: Sheet): void {
  const firstboot = sheet.last('firstboot');
  if (!firstboot) return;
  if (sheet.has(firstboot, 'enable', 'reconfig')) sheet.notApplicable(firstboot, 'Red Hat\'s questions on the first boot are not asked; the first boot of CognOS asks on the console what no file has said');
  else {
    sheet.has(firstboot, 'disable');
    sheet.applied(firstboot, 'the first boot asks nothing that a file has said');
  }
}

function translateSection(sheet: Sheet, section: Statement): void {
  if (section.name === '%anaconda') sheet.notApplicable(section, 'says what Anaconda asks of passwords that are typed');
  if (section.name === '%certificate') sheet.refused(section, 'certificates are not carried over; write ca_certs: in user-data');
  if (section.name === '%addon') translateAddon(sheet, section);
}

function translateAddon(sheet: Sheet, section: Statement): void {
  const [name = '', ...options] = section.words;
  if (/^(com_redhat_subscription_manager|org_fedora_hello_world)$/.test(name)) sheet.notApplicable(section, 'belongs to Red Hat\'s subscriptions, and nothing of Red Hat\'s is installed');
  else if (name === 'com_redhat_kdump') {
    if (options.some((option) => option.startsWith('--disable'))) sheet.applied(section, 'no kernel is kept for dumps');
    else wantPackage(sheet, section, 'kdump-tools', 'kdump-tools keeps the memory that it needs, from the second start on');
  } else if (/^(org_fedora|com_redhat)_oscap$/.test(name)) translateOscap(sheet, section);
  else sheet.refused(section, 'this add-on of Anaconda is not known here; leave it out');
}

/** The profiles of the Center for Internet Security are ours, too. */
function translateOscap(sheet: Sheet, section: Statement): void {
  const profile = section.body.map((line) => /^\s*profile\s*=\s*(\S+)/.exec(line)?.[1]).find((found) => found !== undefined)?.replace(/^xccdf_org\.ssgproject\.content_profile_/, '');
  const level = profile === 'cis_server_l1' ? 'cis-level1-server' : profile === 'cis' ? 'cis-level2-server' : undefined;
  if (level === undefined) return sheet.refused(section, 'this profile is none that CognOS has; leave it out for cis-level1-server, or write cognos: security: profile: in user-data');
  const path: Path = ['cognos', 'security', 'profile'];
  sheet.put(path, level);
  sheet.translated(section, [path], 'as the Center for Internet Security has it for Debian 12');
}
