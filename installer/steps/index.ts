/** Step kind -> handler. The type makes a kind without a handler a compile error. */
import type { Handlers, Step } from '../../shared/plan/step.ts';
import { createUser } from '../../shared/steps/create-user.ts';
import { addKey } from './add-key.ts';
import { checkDisk } from './check-disk.ts';
import { checkKept } from './check-kept.ts';
import { completeInitrd } from './complete-initrd.ts';
import { copySystem } from './copy-system.ts';
import { createGroup } from './create-group.ts';
import { encryptVolume } from './encrypt-volume.ts';
import { formatVolume } from './format-volume.ts';
import { installBootloader } from './install-bootloader.ts';
import { link } from './link.ts';
import { mount } from './mount.ts';
import { moveBoot } from './move-boot.ts';
import { openVolume } from './open-volume.ts';
import { partitionDisk } from './partition-disk.ts';
import { prepareSubvolumes } from './prepare-subvolumes.ts';
import { protect } from './protect.ts';
import { writeFile } from './write-file.ts';
import { writeImage } from './write-image.ts';

export const installHandlers: Handlers<Step> = {
  'check-disk': checkDisk,
  'check-kept': checkKept,
  'partition-disk': partitionDisk,
  'format-volume': formatVolume,
  'encrypt-volume': encryptVolume,
  'open-volume': openVolume,
  'add-key': addKey,
  'move-boot': moveBoot,
  'write-image': writeImage,
  'prepare-subvolumes': prepareSubvolumes,
  mount,
  'copy-system': copySystem,
  'write-file': writeFile,
  link,
  protect,
  'create-user': createUser,
  'create-group': createGroup,
  'complete-initrd': completeInitrd,
  'install-bootloader': installBootloader,
};
