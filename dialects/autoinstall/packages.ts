/** What is installed besides the system, the kernel, updates, and what only Ubuntu has. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';
import { addSelections } from './apt.ts';

const ubuntu = /^(ubuntu-|kubuntu-|xubuntu-|lubuntu-|landscape-|snapd$|linux-(image-|headers-|modules-|modules-extra-|tools-)?(generic|lowlatency|virtual|aws|azure|gcp|kvm|oem|raspi)\b|hwe-|update-notifier|language-pack-)/;

export function translatePackages(ledger: Ledger, at: Path): void {
  translateNames(ledger, [...at, 'packages']);
  for (const key of ['debconf-selections', 'debconf_selections']) if (ledger.get([...at, key]) !== undefined) addSelections(ledger, [...at, key], 'autoinstall', ledger.get([...at, key]));
  translateUpdates(ledger, [...at, 'updates']);
  translateKernel(ledger, at);
  const install = (key: string): boolean | undefined => (ledger.get([...at, key, 'install']) === 'auto' ? undefined : ledger.truth([...at, key, 'install']));
  for (const key of ['drivers', 'oem', 'codecs', 'kernel-crash-dumps', 'source', 'refresh-installer']) ledger.map([...at, key]);
  ledger.applied([...at, 'drivers'], install('drivers') === true ? 'CognOS plans the drivers of every accelerator that it finds; vendors\' own packages are added with cognos.ai.vendor_repositories' : 'CognOS plans drivers itself, from Debian alone');
  ledger.notApplicable([...at, 'oem'], 'OEM packages are Ubuntu\'s; firmware of Debian is there', install('oem') === true);
  ledger.notApplicable([...at, 'codecs'], 'a server plays nothing', install('codecs') === true);
  ledger.notApplicable([...at, 'source'], 'the system is CognOS\'s own selection');
  ledger.notApplicable([...at, 'refresh-installer'], 'the installer is the one on the medium');
  if (ledger.list([...at, 'snaps']).length > 0) ledger.refused([...at, 'snaps'], 'CognOS has no snapd; name packages of Debian 12 under packages');
  for (const key of ['ubuntu-pro', 'ubuntu-advantage']) ledger.notApplicable([...at, key], 'a subscription of Ubuntu has no meaning for Debian');
  if (ledger.map([...at, 'active-directory'])) ledger.refused([...at, 'active-directory'], 'nothing here joins a domain; do it in runcmd, with realmd among the packages');
  ledger.notApplicable([...at, 'zdevs'], 'there is no CognOS for IBM Z');
}

function translateNames(ledger: Ledger, at: Path): void {
  for (const [index, name] of ledger.list(at).entries()) {
    const path = [...at, index];
    const [, base = '', version] = typeof name === 'string' ? /^([a-z0-9][a-z0-9+.-]+(?::[a-z0-9]+)?)(?:=([\w.+:~-]+))?$/.exec(name) ?? [] : [];
    if (typeof name === 'string' && /^[a-z0-9-]+\^$/.test(name)) ledger.refused(path, `${name.slice(0, 32)} is a task of Ubuntu; name its packages`);
    else if (base === '') ledger.refused(path, 'is no name of a package');
    else if (ubuntu.test(base)) ledger.refused(path, `${base.slice(0, 32)} is a package of Ubuntu; leave it out, or name the one of Debian 12`);
    else {
      ledger.append(['packages'], version === undefined ? base : [base, version]);
      ledger.translated(path, [['packages', (ledger.spec['packages'] as unknown[]).length - 1]], version === undefined ? 'installed on the first boot, from Debian 12' : 'installed on the first boot; Debian 12 has to have this very version');
    }
  }
}

function translateUpdates(ledger: Ledger, path: Path): void {
  const updates = ledger.text(path);
  if (updates === 'all') {
    ledger.put(['package_upgrade'], true);
    ledger.translated(path, [['package_upgrade']], 'on the first boot');
  } else if (updates !== undefined && updates !== 'security') ledger.refused(path, 'has to be security or all');
  ledger.applied(path, 'security updates are installed by unattended-upgrades');
}

function translateKernel(ledger: Ledger, at: Path): void {
  const path = [...at, 'kernel'];
  ledger.map(path);
  if (ledger.text([...path, 'package']) !== undefined) ledger.refused([...path, 'package'], 'the kernel is Debian 12\'s own, which Secure Boot knows; name another one under packages, beside it');
  ledger.notApplicable([...path, 'flavor'], 'Debian has one kernel for servers');
  const dumps = [...at, 'kernel-crash-dumps', 'enabled'];
  if (ledger.get([...at, 'kernel-crash-dumps']) !== undefined && ledger.truth(dumps) === true) ledger.refused(dumps, 'crash dumps are not set up; name kdump-tools under packages, which asks for its memory on the kernel line');
  ledger.applied(dumps, 'no crash dumps are kept');
}
