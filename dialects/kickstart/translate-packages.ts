/** %packages: names that are the same software in Debian are installed, groups are Red Hat's own. */
import type { Path } from '../../shared/spec/document.ts';
import { packageOf } from './package-names.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';

const path: Path = ['packages'];
/** What every server of Red Hat's has; other groups are asked for by someone who wants what is in them. */
const basic = /^(\^?(minimal|minimal-environment|server-product-environment|custom-environment|infrastructure-server-environment|cloud-server-environment)|core|base|standard|guest-agents|guest-agents-core|hardware-support|hardware-monitoring|headless-management|anaconda-tools|network-tools|networkmanager-submodules|common-networkmanager-submodules|Core|Base|Minimal Install|Standard|Server)$/;

export function translatePackages(sheet: Sheet): void {
  for (const header of sheet.ofKind('section').filter(({ name }) => name === '%packages')) translateHeader(sheet, header);
  const noDumps = sheet.ofKind('section').some(({ name, words }) => name === '%addon' && words[0] === 'com_redhat_kdump' && words.includes('--disable'));
  for (const statement of sheet.ofKind('package')) {
    if (noDumps && statement.name === 'kexec-tools') sheet.applied(statement, '%addon com_redhat_kdump says that no kernel is kept for dumps');
    else translatePackage(sheet, statement);
  }
}

/** For other lines that want a package. */
export function wantPackage(sheet: Sheet, statement: Statement, name: string, note?: string): void {
  sheet.put(path, [...new Set([...(sheet.spec['packages'] ?? []) as string[], ...name.split(' ')])]);
  sheet.translated(statement, [path], note);
}

function translateHeader(sheet: Sheet, header: Statement): void {
  sheet.has(header, 'nobase', 'nocore', 'default', 'ignoredeps', 'resolvedeps', 'retries', 'timeout', 'ignorebroken', 'ignoremissing');
  if (sheet.has(header, 'excludeWeakdeps')) {
    sheet.put(['apt', 'conf'], 'APT::Install-Recommends "false";\n');
    sheet.translated(header, [['apt', 'conf']], 'recommended packages are left out');
  }
  sheet.applied(header, 'the system is CognOS\'s own selection; what is named here comes from Debian on the first boot');
}

function translatePackage(sheet: Sheet, statement: Statement): void {
  const { name, section } = statement;
  if (name.startsWith('-')) return sheet.notApplicable(statement, 'leaves something out of Red Hat\'s selection; CognOS has its own');
  if (name.startsWith('@')) return translateGroup(sheet, statement, name.slice(1));
  const [bare = '', ...options] = name.split(/\s+/);
  if (options.length > 0) return sheet.refused(statement, 'one name stands in a line; write each into a line of its own');
  const goesOn = section !== undefined && sheet.has(section, 'ignoremissing');
  if (!/^[A-Za-z0-9*?[][\w.+*?[\]-]*$/.test(bare) && bare !== '*') return sheet.refused(statement, 'is no name of a package, but perhaps a line of a template; give the kickstart file that is made of it');
  if (/[*?[]/.test(bare) && !goesOn) return sheet.refused(statement, 'a pattern of Red Hat\'s names matches nothing in Debian; write the names of the packages');
  // glibc.i686: Debian's machine has one architecture.
  const [, plain = bare, architecture] = /^(.+)\.(x86_64|noarch|i[36]86|aarch64)$/.exec(bare) ?? [];
  const answer = /^i[36]86$/.test(architecture ?? '') ? { kind: 'unknown' as const } : packageOf(plain);
  if (answer.kind === 'there') sheet.applied(statement, answer.note);
  else if (answer.kind === 'debian') wantPackage(sheet, statement, answer.name, answer.name === plain ? undefined : `as ${answer.name}`);
  else if (goesOn) sheet.notApplicable(statement, 'is no package that is known here, and --ignoremissing goes on without it', true);
  else sheet.refused(statement, 'Red Hat\'s names of packages are not Debian\'s, and this one is not known here; write Debian\'s name into packages: of user-data, and take it out here');
}

function translateGroup(sheet: Sheet, statement: Statement, written: string): void {
  const group = written.replace(/(?<!\s)\s+--(nodefaults|optional)\b/g, '').trim();
  if (basic.test(group)) sheet.notApplicable(statement, 'is a group of Red Hat\'s packages; the system is CognOS\'s own selection');
  else sheet.notApplicable(statement, 'is a group of Red Hat\'s packages, which are not installed; if something of it is needed, name it in a line of its own', true);
}
