/** tasksel, pkgsel, popularity-contest and answers for the packages themselves. */
import type { Answer } from './answer.ts';
import type { Sheet } from './sheet.ts';

/** Tasks of Debian 12 (tasksel 3.73) that are packages called task-NAME. */
const tasks = new Set(['ssh-server', 'web-server', 'laptop', 'desktop', 'gnome-desktop', 'gnome-flashback-desktop', 'kde-desktop', 'xfce-desktop', 'lxde-desktop', 'lxqt-desktop', 'mate-desktop', 'cinnamon-desktop']);
const ubuntuTasks = /^(ubuntu-server|server|openssh-server|basic-ubuntu-server|lamp-server|minimal|cloud-image|virt-host|dns-server|mail-server|samba-server|postgresql-server|tomcat-server|print-server|file-server|database-server)$/;

export function translatePackages(sheet: Sheet): void {
  const wanted = [...translateTasks(sheet), ...translateInclude(sheet), ...translatePopularity(sheet)];
  if (wanted.length > 0) sheet.put(['packages'], [...new Set(wanted)]);
  const upgrade = sheet.value('pkgsel/upgrade');
  if (upgrade === 'safe-upgrade' || upgrade === 'full-upgrade') {
    sheet.put(['package_upgrade'], true);
    sheet.translated('pkgsel/upgrade', [['package_upgrade']]);
  }
  sheet.applied('pkgsel/upgrade', 'nothing is upgraded but by security updates');
  translateUpdates(sheet);
  for (const question of ['pkgsel/updatedb', 'pkgsel/language-pack-patterns', 'pkgsel/install-language-support', 'pkgsel/language-packs', 'pkgsel/install-recommends', 'pkgsel/run_tasksel']) sheet.notApplicable(question, 'nothing here asks this');
}

function translateTasks(sheet: Sheet): string[] {
  const question = 'tasksel/first';
  const packages: string[] = [];
  // debconf parts them by commas; between spaces alone they are what somebody meant, but for the titles that have some.
  const names = (sheet.value(question) ?? '').split(',').map((part) => part.trim()).flatMap((part) => (/^(standard system utilities|SSH server)$/i.test(part) ? [part] : part.split(/\s+/))).filter(Boolean);
  const paths = [['packages']];
  const notes: string[] = [];
  for (const name of names) {
    if (/^(standard|none|standard system utilities|server)$/i.test(name)) notes.push(`${name}: the system is CognOS's own selection`);
    else if (/^(ssh-server|openssh-server|SSH server)$/.test(name)) notes.push('the ssh server is there');
    else if (tasks.has(name)) packages.push(`task-${name}`);
    else sheet.refused(question, `${ubuntuTasks.test(name) ? `${name} is a task of Ubuntu` : `there is no task ${JSON.stringify(name.slice(0, 24))} in Debian 12`}; name the packages in pkgsel/include`);
  }
  if (packages.includes('task-desktop') && sheet.value('tasksel/desktop') !== undefined) {
    packages.push(...sheet.list('tasksel/desktop').filter((name) => tasks.has(`${name}-desktop`)).map((name) => `task-${name}-desktop`));
    sheet.translated('tasksel/desktop', paths);
  }
  sheet.notApplicable('tasksel/desktop', 'no desktop is among the tasks');
  if (packages.length > 0) sheet.translated(question, paths, notes.length > 0 ? notes.join('; ') : undefined);
  else sheet.applied(question, notes.length > 0 ? notes.join('; ') : 'no task');
  for (const other of ['tasksel/skip-tasks', 'tasksel/limit-tasks', 'tasksel/tasks', 'tasksel/title']) sheet.notApplicable(other, 'tasks are those that are named');
  return packages;
}

function translateInclude(sheet: Sheet): string[] {
  const question = 'pkgsel/include';
  const names = sheet.list(question);
  const wrong = names.find((name) => !/^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?$/.test(name));
  if (wrong !== undefined) {
    sheet.refused(question, `${JSON.stringify(wrong.slice(0, 32))} is no name of a package`);
    return [];
  }
  if (names.length > 0) sheet.translated(question, [['packages']], 'installed on the first boot');
  sheet.notApplicable(question, 'names no package');
  return names;
}

function translatePopularity(sheet: Sheet): string[] {
  const question = 'popularity-contest/participate';
  if (sheet.truth(question) !== true) {
    sheet.applied(question, 'nothing is sent to popcon.debian.org');
    return [];
  }
  addSelections(sheet, 'preseed-popcon', ['popularity-contest popularity-contest/participate boolean true']);
  sheet.translated(question, [['packages'], ['apt', 'debconf_selections']]);
  return ['popularity-contest'];
}

function translateUpdates(sheet: Sheet): void {
  const policy = sheet.value('pkgsel/update-policy');
  const path = ['cognos', 'security', 'updates', 'automatic'];
  if (policy === 'none') {
    sheet.put(path, 'none');
    sheet.translated('pkgsel/update-policy', [path]);
  } else if (policy === undefined || policy === 'unattended-upgrades') sheet.applied('pkgsel/update-policy', 'security updates are installed by unattended-upgrades');
  else sheet.refused('pkgsel/update-policy', `there is no policy ${policy.slice(0, 24)} here; write none or unattended-upgrades`);
}

function addSelections(sheet: Sheet, key: string, lines: string[]): void {
  const apt = sheet.spec['apt'] as { debconf_selections?: Record<string, string> } | undefined;
  const before = apt?.debconf_selections?.[key];
  sheet.put(['apt', 'debconf_selections', key], [...before === undefined ? [] : [before], ...lines].join('\n'));
}

/** Answers for packages that are installed later mean in the target what they mean here. Called last of all. */
export function translateSelections(sheet: Sheet): void {
  const own = (answer: Answer): boolean => answer.owner !== 'd-i' && answer.owner !== 'debconf' && !/^(tasksel|base-config|popularity-contest)$/.test(answer.owner);
  for (const { owner, question, type, value } of sheet.open().filter(own)) {
    if ((type === 'password' || /passw|passphrase|secret/i.test(question)) && value !== '' && !/^(true|false)$/.test(value)) sheet.refused(question, 'a plain password may not stand in user-data; set it on the machine, or by a secret of the package\'s own configuration');
    else if (/^(note|text|title|error)$/.test(type)) sheet.notApplicable(question, 'asks nothing');
    else {
      addSelections(sheet, 'preseed', [`${owner} ${question} ${type} ${value}`.trimEnd()]);
      sheet.translated(question, [['apt', 'debconf_selections', 'preseed']], `an answer for the package ${owner.slice(0, 40)}, given to debconf on the first boot`);
    }
  }
}
