/** Every control there is, in the order of the groups. */
import { groups, type Control } from '../control.ts';
import { bootControls } from './boot.ts';
import { accountControls } from './accounts.ts';
import { auditControls } from './audit.ts';
import { bannerControls } from './banners.ts';
import { cronControls } from './cron.ts';
import { fileControls } from './files.ts';
import { filesystemControls } from './filesystems.ts';
import { firewallControls } from './firewall.ts';
import { integrityControls } from './integrity.ts';
import { kernelControls } from './kernel.ts';
import { loggingControls } from './logging.ts';
import { mandatoryAccessControls } from './mandatory-access.ts';
import { moduleControls } from './modules.ts';
import { packageControls } from './packages.ts';
import { pamControls } from './pam.ts';
import { serviceControls } from './services.ts';
import { sshControls } from './ssh.ts';
import { sudoControls } from './sudo.ts';
import { timeControls } from './time.ts';
import { updateControls } from './updates.ts';

const all: readonly Control[] = [
  ...sshControls, ...accountControls, ...pamControls, ...sudoControls, ...auditControls, ...integrityControls,
  ...firewallControls, ...kernelControls, ...moduleControls, ...filesystemControls, ...bootControls, ...packageControls,
  ...serviceControls, ...timeControls, ...cronControls, ...loggingControls, ...mandatoryAccessControls, ...fileControls,
  ...bannerControls, ...updateControls,
];

export const controls: readonly Control[] = [...all].sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group));
