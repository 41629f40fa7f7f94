/**
 * A root folder with real apt and dpkg over it, packages of our own making and a repository in a folder: nothing of the
 * machine that runs the test is changed. Scripts of packages run in it by chroot, so it needs root.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Host } from '../../shared/system/host.ts';
import { localHost } from '../../shared/system/local-host.ts';

export interface SmallPackage { name: string; depends?: string; scripts?: Partial<Record<'postinst' | 'prerm' | 'postrm', string>> }

export interface SmallRoot {
  folder: string;
  host: Host;
  /** Builds a package; returns its path. */
  build(pack: SmallPackage): Promise<string>;
  /** What apt can install. */
  publish(packages: readonly SmallPackage[], uri?: string): Promise<void>;
  dpkg(...args: string[]): Promise<string>;
  start(...args: string[]): ChildProcess;
  /** Name -> state, as dpkg has it. */
  states(): Promise<Record<string, string>>;
  remove(): void;
}

export async function smallRoot(answers: Record<string, string | (() => string)>): Promise<SmallRoot> {
  const folder = mkdtempSync(join(tmpdir(), 'cognos-root-'));
  const inside = (path: string): string => join(folder, path);
  for (const path of ['var/lib/dpkg/info', 'var/lib/dpkg/updates', 'var/lib/apt/lists/partial', 'var/cache/apt/archives/partial', 'etc/apt/sources.list.d', 'etc/apt/preferences.d', 'etc/apt/apt.conf.d', 'var/log/apt', 'repository', 'tmp', 'run', 'bin']) mkdirSync(inside(path), { recursive: true });
  for (const file of ['status', 'available']) writeFileSync(inside(`var/lib/dpkg/${file}`), '');
  await copyPrograms(folder, ['dash', 'sleep']);
  symlinkSync('dash', inside('bin/sh'));
  writeFileSync(inside('apt.conf'), [
    `Dir "${folder}";`, `Dir::State::status "${inside('var/lib/dpkg/status')}";`, 'Dir::Bin::methods "/usr/lib/apt/methods";', 'Dir::Bin::dpkg "/usr/bin/dpkg";',
    'APT::Architecture "amd64";', 'APT::Sandbox::User "root";', `DPkg::Options { "--root=${folder}"; "--force-unsafe-io"; };`, 'Acquire::Languages "none";', 'Acquire::Retries::Delay "false";', '',
  ].join('\n'));
  const build = (pack: SmallPackage): Promise<string> => buildPackage(inside('tmp'), pack);
  return {
    folder, build,
    host: rootedHost(folder, answers),
    publish: async (packages, uri = `file:${inside('repository')}`) => {
      for (const pack of packages) {
        const deb = await build(pack);
        copyFileSync(deb, join(inside('repository'), basename(deb)));
      }
      writeFileSync(inside('etc/apt/sources.list.d/debian.sources'), `Types: deb\nURIs: ${uri}\nSuites: ./\nTrusted: yes\n`);
      writeFileSync(inside('repository/Packages'), (await Promise.all(packages.map(({ name }) => entryOf(join(inside('repository'), `${name}.deb`))))).join('\n'));
    },
    dpkg: (...args) => localHost.run('dpkg', [`--root=${folder}`, '--force-unsafe-io', ...args]),
    start: (...args) => spawn('dpkg', [`--root=${folder}`, '--force-unsafe-io', ...args], { stdio: 'ignore' }),
    states: async () => Object.fromEntries((await localHost.run('dpkg-query', [`--admindir=${inside('var/lib/dpkg')}`, '--show', '--showformat', '${Package} ${db:Status-Status}\\n'], { okExitCodes: [0, 1] })).split('\n').filter(Boolean).map((line) => line.split(' ') as [string, string])),
    remove: () => { rmSync(folder, { recursive: true, force: true }); },
  };
}

/** Programs and the libraries that they are linked with. */
async function copyPrograms(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const program = `/bin/${name}`;
    copyFileSync(program, join(folder, 'bin', name));
    for (const [, library = ''] of (await localHost.run('ldd', [program])).matchAll(/(\/\S+) \(0x/g)) {
      mkdirSync(join(folder, dirname(library)), { recursive: true });
      copyFileSync(library, join(folder, library));
    }
  }
}

async function buildPackage(place: string, { name, depends, scripts = {} }: SmallPackage): Promise<string> {
  const tree = join(place, name);
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  const control = [`Package: ${name}`, 'Version: 1.0', 'Architecture: amd64', 'Maintainer: nobody <nobody@example.invalid>', ...(depends === undefined ? [] : [`Depends: ${depends}`]), `Description: ${name}`, ''];
  writeFileSync(join(tree, 'DEBIAN/control'), control.join('\n'));
  for (const [script, text] of Object.entries(scripts)) writeFileSync(join(tree, 'DEBIAN', script), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  await localHost.run('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, join(place, `${name}.deb`)]);
  return join(place, `${name}.deb`);
}

async function entryOf(deb: string): Promise<string> {
  const control = await localHost.run('dpkg-deb', ['--field', deb]);
  return `${control.trim()}\nFilename: ./${basename(deb)}\nSize: ${statSync(deb).size}\nSHA256: ${createHash('sha256').update(readFileSync(deb)).digest('hex')}\n`;
}

/** The local Host with its paths and its package tools in `folder`; commands of the hardware answer from a script. */
function rootedHost(folder: string, answers: Record<string, string | (() => string)>): Host {
  const at = (path: string): string => (path.startsWith(`${folder}/`) ? path : join(folder, path)); // apt itself names whole paths.
  const place = (file: string): string[] => (file === 'dpkg' ? [`--root=${folder}`] : file === 'dpkg-query' ? [`--admindir=${at('var/lib/dpkg')}`] : []);
  return {
    ...localHost,
    run: async (file, args, options) => {
      const answer = answers[file];
      if (answer !== undefined) return typeof answer === 'string' ? answer : answer();
      const [first = '', tool = '', ...rest] = args;
      const command = file === 'env' ? [first, tool, ...place(tool), ...rest] : [file, ...place(file), ...args];
      return localHost.run('env', [`APT_CONFIG=${at('apt.conf')}`, ...command], options);
    },
    readFile: (path) => localHost.readFile(at(path)),
    writeFile: (path, content, options) => {
      mkdirSync(dirname(at(path)), { recursive: true });
      return localHost.writeFile(at(path), content, options);
    },
    exists: async (path) => existsSync(at(path)),
    list: (path) => localHost.list(at(path)),
    remove: (path) => localHost.remove(at(path)),
    makeDirectory: (path, options) => localHost.makeDirectory(at(path), options),
  };
}
