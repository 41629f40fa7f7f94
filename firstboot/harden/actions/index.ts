/** Name -> action. */
import type { Action } from '../../../shared/harden/action.ts';
import { enforceApparmor, loadApparmor } from './apparmor.ts';
import { auditPrivileged } from './audit-privileged.ts';
import { auditdReread } from './auditd-reread.ts';
import { auditLoad } from './audit-load.ts';
import { closeLogs } from './close-logs.ts';
import { divert } from './divert.ts';
import { enableUnlessMasked } from './enable-unless-masked.ts';
import { groupMembers } from './group-members.ts';
import { homesPrivate } from './homes-private.ts';
import { listListeners } from './list-listeners.ts';
import { listSetuid } from './list-setuid.ts';
import { loadFirewall } from './load-firewall.ts';
import { localMail } from './local-mail.ts';
import { makeFolder } from './make-folder.ts';
import { makeList } from './make-list.ts';
import { pamProfiles } from './pam-profiles.ts';
import { passwordAges } from './password-ages.ts';
import { reloadUnit } from './reload-unit.ts';
import { rootLocked } from './root-locked.ts';
import { sshdReload } from './sshd-reload.ts';
import { sshdSettingsFirst } from './sshd-settings-first.ts';
import { sudoersValid } from './sudoers-valid.ts';
import { tidyWritable } from './tidy-writable.ts';
import { updateGrub } from './update-grub.ts';

const actions: Readonly<Record<string, Action>> = {
  'audit-privileged': auditPrivileged,
  'audit-load': auditLoad,
  'auditd-reread': auditdReread,
  'close-logs': closeLogs,
  divert,
  'enable-unless-masked': enableUnlessMasked,
  'enforce-apparmor': enforceApparmor,
  'group-members': groupMembers,
  'homes-private': homesPrivate,
  'list-listeners': listListeners,
  'list-setuid': listSetuid,
  'load-apparmor': loadApparmor,
  'load-firewall': loadFirewall,
  'local-mail': localMail,
  'make-folder': makeFolder,
  'make-list': makeList,
  'pam-profiles': pamProfiles,
  'password-ages': passwordAges,
  'reload-unit': reloadUnit,
  'root-locked': rootLocked,
  'sshd-reload': sshdReload,
  'sshd-settings-first': sshdSettingsFirst,
  'sudoers-valid': sudoersValid,
  'tidy-writable': tidyWritable,
  'update-grub': updateGrub,
};

export function findAction(name: string): Action {
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw new Error(`no action is called ${name}`);
  return action;
}
