/** The medium that is measured: as it was built, so that no build's work is in the figures. */
import { existsSync } from 'node:fs';
import { iso } from '../vm/medium.ts';

export function builtMedium(): string {
  if (!existsSync(iso)) throw new Error('There is no build/cognos.iso: npm run iso builds it.');
  return iso;
}
