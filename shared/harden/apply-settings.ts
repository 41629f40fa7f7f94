/**
 * Directives in a file that a package owns. Every line that is none of them stays as it is, and so does one that says
 * the right thing in other spacing. Applied twice it changes nothing.
 */
import type { Part } from './control.ts';

export type SettingsPart = Extract<Part, { kind: 'settings' }>;
export type Settings = Pick<SettingsPart, 'values' | 'separator' | 'section'>;

export function applySettings(text: string, { values, separator, section }: Settings): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  if (section !== undefined && !lines.some((line) => line.trim() === section)) lines.push(...(lines.length > 0 ? [''] : []), section);
  for (const [key, value] of Object.entries(values)) setDirective(lines, key, value, separator, section);
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

export function settingsHold(text: string, settings: Settings): boolean {
  return applySettings(text, settings) === (text === '' || text.endsWith('\n') ? text : `${text}\n`);
}

function setDirective(lines: string[], key: string, value: string, separator: Settings['separator'], section: string | undefined): void {
  const wanted = value === '' ? key : `${key}${separator}${value}`;
  const active = placesOf(lines, section, activeForm(key, separator));
  const [first, ...more] = active;
  // A second one would win, or lose, depending on the program.
  for (const index of more.reverse()) lines.splice(index, 1);
  if (first !== undefined) {
    if (valueOf(lines[first] ?? '', key, separator) !== value) lines[first] = wanted;
    return;
  }
  const [commented] = placesOf(lines, section, commentedForm(key, separator));
  if (commented !== undefined) lines[commented] = wanted;
  else lines.splice(endOf(lines, section), 0, wanted);
}

function activeForm(key: string, separator: Settings['separator']): RegExp {
  return separator === ' '
    ? new RegExp(`^\\s*${escaped(key)}(\\s|$)`, 'i') // sshd's keywords have no case.
    : new RegExp(`^\\s*${escaped(key)}\\s*(=|$)`);
}

/** `#Key value` is a directive; `# Key …` in a file of words and values may be a sentence about it. */
function commentedForm(key: string, separator: Settings['separator']): RegExp {
  return separator === ' ' ? new RegExp(`^#${escaped(key)}(\\s|$)`, 'i') : new RegExp(`^\\s*[#;]\\s*${escaped(key)}\\s*(=|$)`);
}

function valueOf(line: string, key: string, separator: Settings['separator']): string {
  const rest = line.trim().slice(key.length).trim();
  return separator === ' ' ? rest : rest.replace(/^=\s*/, '');
}

function placesOf(lines: readonly string[], section: string | undefined, form: RegExp): number[] {
  const [from, to] = scopeOf(lines, section);
  return lines.flatMap((line, index) => (index >= from && index < to && form.test(line) ? [index] : []));
}

/** Of a section, to the next one; without one to sshd's first Match, whose lines are for some connections only. */
function scopeOf(lines: readonly string[], section: string | undefined): [from: number, to: number] {
  if (section === undefined) {
    const match = lines.findIndex((line) => /^\s*Match\s/i.test(line));
    return [0, match < 0 ? lines.length : match];
  }
  const from = lines.findIndex((line) => line.trim() === section) + 1;
  const next = lines.findIndex((line, index) => index >= from && /^\s*\[/.test(line));
  return [from, next < 0 ? lines.length : next];
}

/** Behind the last line of the scope that says something. */
function endOf(lines: readonly string[], section: string | undefined): number {
  const [from, to] = scopeOf(lines, section);
  let end = to;
  while (end > from && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return section === undefined && to === lines.length ? to : end;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
