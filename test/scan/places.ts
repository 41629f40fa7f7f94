import { join } from 'node:path';
import { buildFolder } from '../../installer/medium/places.ts';

export const here = import.meta.dirname;
/** Roots and the scanner's content; all of it can be made again. */
export const scanFolder = join(buildFolder, 'scan');
