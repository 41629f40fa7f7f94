/** Firmware images of Debian's ovmf package. */
import { copyFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';

export type FirmwareKind = 'bios' | 'uefi' | 'secure';

const folder = '/usr/share/OVMF';
const images = {
  uefi: { code: `${folder}/OVMF_CODE_4M.fd`, variables: `${folder}/OVMF_VARS_4M.fd` },
  // .ms: Microsoft's keys are enrolled, so Debian's shim is accepted and nothing unsigned is.
  secure: { code: `${folder}/OVMF_CODE_4M.ms.fd`, variables: `${folder}/OVMF_VARS_4M.ms.fd` },
};

/** A private, writable copy of the variable store at `path`, kept when one is already there: boot entries live in it. */
export async function prepareVariables(kind: FirmwareKind, path: string): Promise<void> {
  if (kind !== 'bios' && !existsSync(path)) await copyFile(images[kind].variables, path);
}

export function firmwareArguments(kind: FirmwareKind, variables: string): string[] {
  if (kind === 'bios') return ['-machine', 'q35'];
  const flash = [
    '-drive', `if=pflash,format=raw,unit=0,readonly=on,file=${images[kind].code}`,
    '-drive', `if=pflash,format=raw,unit=1,file=${variables.replaceAll(',', ',,')}`,
  ];
  if (kind === 'uefi') return ['-machine', 'q35', ...flash];
  return ['-machine', 'q35,smm=on', '-global', 'driver=cfi.pflash01,property=secure,value=on', ...flash];
}
