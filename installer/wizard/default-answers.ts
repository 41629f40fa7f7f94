/** What a person finds when the wizard opens: good enough that only the disk and the user are left to say. */
import { createHash } from 'node:crypto';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Answers, StorageAnswers } from '../../shared/protocol/answers.ts';
import { placesOf } from './language-defaults.ts';
import { offerDisks } from './offer-disks.ts';

export function defaultAnswers(machine: Machine): Answers {
  return {
    welcome: { language: 'en', ...placesOf('en'), accessibility: { largeText: false, highContrast: false, screenReader: false } },
    network: { kind: 'automatic' },
    storage: { ...onlyDisk(machine), layout: 'btrfs', encrypt: false, hasPassphrase: false, sizes: {} },
    ai: {
      model: 'auto', purpose: 'general', acceptedLicences: [], allowUnverified: false,
      acceleration: 'auto', vendorRepositories: false, enrolKey: 'never', more: [],
    },
    you: { hostname: hostnameOf(machine), name: '', fullName: '', hasPassword: false, sshKeys: [] },
    security: { profile: 'cis-level1-server', firewall: ['ssh'], exceptions: [], updates: 'security', reboot: 'never' },
  };
}

/** The only one that can be taken, when there is nothing on it to lose and it is no stick that was left plugged in; else nobody but a person chooses. */
function onlyDisk(machine: Machine): Pick<StorageAnswers, 'disk'> {
  const [only, ...others] = offerDisks(machine).filter(({ refusal }) => refusal === undefined);
  if (!only || others.length > 0 || only.contents.length > 0 || only.transport === 'usb') return {};
  const { path, serial, wwn, bytes } = only;
  return { disk: { path, bytes, ...(serial === undefined ? {} : { serial }), ...(wwn === undefined ? {} : { wwn }) } };
}

/** `cognos-1f3a`: the same on every start of this machine, another one on the machine beside it. */
function hostnameOf({ product, nics }: Machine): string {
  const macs = nics.filter(({ wireless }) => !wireless).map(({ mac }) => mac).sort();
  const identity = [product.serial, product.uuid, macs[0]].filter(Boolean).join('\n');
  return identity === '' ? 'cognos' : `cognos-${createHash('sha256').update(identity).digest('hex').slice(0, 4)}`;
}
