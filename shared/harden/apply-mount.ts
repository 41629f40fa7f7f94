/** Mount options in the text of fstab(5). Other lines, other options and their order stay. */
import type { Part } from './control.ts';

export type MountPart = Extract<Part, { kind: 'mount' }>;

const opposites: Readonly<Record<string, string>> = { nodev: 'dev', nosuid: 'suid', noexec: 'exec', ro: 'rw' };

export function applyMount(fstab: string, { at, options, create }: MountPart): string {
  const lines = fstab.replace(/\n$/, '').split('\n');
  const index = lines.findIndex((line) => fieldsOf(line)[1] === at);
  if (index >= 0) lines[index] = withOptions(lines[index] ?? '', options);
  else if (create) lines.push([create.source, at, create.fs, options.join(','), '0', '0'].join('\t'));
  else return fstab;
  return `${lines.join('\n').replace(/^\n/, '')}\n`;
}

/** Nothing to say where the place is no mount and none is made of it. */
export function mountHolds(fstab: string, part: MountPart): boolean {
  return applyMount(fstab, part) === fstab;
}

/** Whether a list of options, as in /proc/self/mounts, has all of these; sizes are shown in another unit there. */
export function hasFlags(shown: readonly string[], options: readonly string[]): boolean {
  return options.every((option) => option.includes('=') || option === 'rw' || option === 'defaults' || option === 'relatime' || shown.includes(option));
}

function withOptions(line: string, options: readonly string[]): string {
  const [source = '', at = '', fs = '', had = 'defaults', ...rest] = fieldsOf(line);
  const kept = had.split(',').filter((option) => !options.some((wanted) => opposites[wanted] === option));
  const added = options.filter((option) => !kept.some((known) => known === option || (option.includes('=') && known.startsWith(`${option.split('=')[0]}=`))));
  if (added.length === 0 && kept.length === had.split(',').length) return line;
  return [source, at, fs, [...kept, ...added].join(',') || 'defaults', ...rest].join('\t');
}

function fieldsOf(line: string): string[] {
  return line.trimStart().startsWith('#') ? [] : line.trim().split(/\s+/).filter((field) => field !== '');
}
