/** Types on the machine's keyboard (US layout), for a screen that only someone before the machine has. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Vm } from './vm.ts';

const plain: Record<string, string> = {
  ' ': 'spc', '-': 'minus', '/': 'slash', '.': 'dot', ',': 'comma', ';': 'semicolon', '=': 'equal', '\n': 'ret', "'": 'apostrophe', '[': 'bracket_left', ']': 'bracket_right', '\\': 'backslash', '`': 'grave_accent',
};
const shifted: Record<string, string> = {
  '>': 'dot', '<': 'comma', '&': '7', '?': 'slash', '$': '4', '|': 'backslash', '*': '8', '(': '9', ')': '0', '"': 'apostrophe', ':': 'semicolon', '_': 'minus', '!': '1', '{': 'bracket_left', '}': 'bracket_right', '#': '3', '+': 'equal', '%': '5', '~': 'grave_accent',
};

export function keysFor(character: string): string[] {
  if (/[a-z0-9]/.test(character)) return [character];
  if (/[A-Z]/.test(character)) return ['shift', character.toLowerCase()];
  const [straight, above] = [plain[character], shifted[character]];
  if (straight) return [straight];
  if (above) return ['shift', above];
  throw new Error(`no key is known for ${JSON.stringify(character)}`);
}

export async function typeText(vm: Vm, text: string): Promise<void> {
  for (const character of text) {
    await vm.pressKeys(...keysFor(character));
    await sleep(120); // QEMU holds each key for 100 ms; two at once would be lost.
  }
}
