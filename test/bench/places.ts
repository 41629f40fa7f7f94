import { join, resolve } from 'node:path';

export const repository = resolve(import.meta.dirname, '../..');
export const buildFolder = join(repository, 'build');
/** Squashfs, kernel and disks of the install benchmark. */
export const benchFolder = join(buildFolder, 'bench');
export const resultsFolder = join(import.meta.dirname, 'results');
export const guestFolder = join(import.meta.dirname, 'guest');
export const fixtures = join(repository, 'test/fixtures');
export const typicalSpec = join(fixtures, 'specs/uefi-btrfs.yaml');
