/** /etc/default/keyboard, as keyboard(5) has it. */
import type { InstallSpec } from './install-spec.ts';

export function keyboardFile({ layout, model = 'pc105', variant = '', options = '' }: NonNullable<InstallSpec['keyboard']>): string {
  return `XKBMODEL="${model}"\nXKBLAYOUT="${layout}"\nXKBVARIANT="${variant}"\nXKBOPTIONS="${options}"\nBACKSPACE="guess"\n`;
}
