/** %post runs at the end of the first boot, if it is for any Linux; what runs in Anaconda itself means nothing here. */
import type { Path } from '../../shared/spec/document.ts';
import { scriptFault } from './script-fault.ts';
import type { Sheet } from './sheet.ts';
import type { Statement } from './statement.ts';
import { wantPackage } from './translate-packages.ts';

const interpreters: Readonly<Record<string, string | undefined>> = { '/bin/sh': undefined, '/usr/bin/sh': undefined, '/bin/bash': undefined, '/usr/bin/bash': undefined, '/usr/bin/python3': 'python3', '/usr/bin/python': 'python3', '/usr/libexec/platform-python': 'python3', '/usr/bin/perl': 'perl' };
const folder = '/var/lib/cognos/kickstart';

export function translateScripts(sheet: Sheet): void {
  let number = 0;
  for (const section of sheet.ofKind('section')) {
    const early = section.name === '%pre' || section.name === '%pre-install';
    if (sheet.isRefused(section)) continue;
    if (early || section.name === '%post') sheet.has(section, 'interpreter', 'log', 'erroronfail', 'nochroot');
    if (section.name === '%onerror' || section.name === '%traceback') sheet.notApplicable(section, 'runs only where Anaconda itself fails');
    else if ((early || section.name === '%post') && isEmpty(section)) sheet.notApplicable(section, 'does nothing');
    else if (early) sheet.refused(section, 'runs inside Anaconda, before there is a system; write its outcome into this file itself, or let %post do it afterwards');
    else if (section.name === '%post') {
      number += 1;
      translatePost(sheet, section, `${folder}/post-${number}`);
    }
  }
  for (const include of sheet.ofKind('include')) sheet.refused(include, 'further files are not read: put their lines into this one');
}

/** Blank lines, comments, and what sets the shell but runs nothing. */
function isEmpty({ body }: Statement): boolean {
  return body.every((line) => /^(#.*|set [+-][a-z]+|exit 0|true|:)?$/.test(line.trim()));
}

function translatePost(sheet: Sheet, section: Statement, path: string): void {
  const written = sheet.value(section, 'interpreter') ?? '/bin/sh';
  const log = sheet.value(section, 'log');
  if (sheet.has(section, 'nochroot')) return sheet.refused(section, 'runs inside Anaconda, beside the new system; leave --nochroot out and /mnt/sysimage off the paths, if all that it needs is on the new system');
  if (!Object.hasOwn(interpreters, written)) return sheet.refused(section, 'is for an interpreter that is not known here; write it for /bin/bash or /usr/bin/python3');
  if (log !== undefined && !/^\/[\w./-]+$/.test(log)) return sheet.refused(section, '--log is no path of a file; write for example --log=/root/post.log');
  const fault = scriptFault(section.body);
  if (fault !== undefined) return sheet.refused(section, fault);
  const program = /python/.test(written) ? '/usr/bin/python3' : written;
  const files: Path = ['write_files'];
  sheet.append(files, { path, permissions: '0700', owner: 'root:root', content: `#!${program}\n${section.body.join('\n')}\n` });
  sheet.append(['runcmd'], log === undefined ? [path] : `${path} > ${log} 2>&1`);
  sheet.translated(section, [files, ['runcmd']], `runs at the end of the first boot, not of the installation${sheet.has(section, 'erroronfail') ? '; if it fails, cloud-init says so in its log' : ''}`);
  const needed = interpreters[written];
  if (needed !== undefined) wantPackage(sheet, section, needed);
  // Red Hat's systems have it, ours has curl.
  if (section.body.some((line) => /(^|[\s;&|'"(`])wget\s/.test(line))) wantPackage(sheet, section, 'wget', 'wget is installed for it');
}
