import { join } from 'node:path';

/** installer/medium itself, the repository, and where builds go. */
export const here = import.meta.dirname;
export const repository = join(here, '../..');
export const buildFolder = join(repository, 'build');
