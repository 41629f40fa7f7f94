/**
 * What grub-bios-setup writes, into a file: it wants a block device, whose partitions the kernel knows, and the disk
 * its folder is on. Offsets are those of GRUB 2.06 (include/grub/i386/pc/boot.h); the first sector of the core image
 * loads the rest by a list of blocks at its end (diskboot.S). Without Reed-Solomon codes, as with --no-rs-codes.
 */
const sector = 512;
const boot = { parametersStart: 0x3, parametersEnd: 0x5a, kernelSector: 0x5c, drive: 0x64, driveCheck: 0x66, end: 0x1b8 };
const firstBlock = sector - 12;

/** The 440 bytes before the disk's signature in its first sector. @param coreSector where the core image begins */
export function bootSectorCode(image: Uint8Array, coreSector: number): Uint8Array {
  if (image.length !== sector) throw new Error(`boot.img has ${image.length} bytes instead of ${sector}`);
  const code = Buffer.from(image);
  code.fill(0, boot.parametersStart, boot.parametersEnd);
  code.writeBigUInt64LE(BigInt(coreSector), boot.kernelSector);
  code.writeUInt8(0xff, boot.drive); // The drive that the firmware says it started from.
  code.fill(0x90, boot.driveCheck, boot.driveCheck + 2); // For firmware that passes a floppy's number for a disk.
  return code.subarray(0, boot.end);
}

/** The core image as it lies from `coreSector` on. @param room bytes of the BIOS boot partition */
export function embeddedCore(image: Uint8Array, coreSector: number, room: number): Uint8Array {
  const sectors = Math.ceil(image.length / sector);
  if (sectors * sector > room) throw new Error(`GRUB's core image has ${image.length} bytes, its partition ${room}`);
  const core = Buffer.alloc(sectors * sector);
  core.set(image);
  const listed = core.readUInt16LE(firstBlock + 8);
  if (listed !== sectors - 1) throw new Error(`GRUB's core image lists ${listed} sectors to load and has ${sectors - 1}`);
  core.writeBigUInt64LE(BigInt(coreSector + 1), firstBlock);
  return core;
}
