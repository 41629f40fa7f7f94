/**
 * What an installer runs for the system that it has put at /target -> the same, run in that system itself at the end of
 * its first boot (runcmd), where it can be told apart for certain.
 */
import type { ShellGroup, ShellWord, SimpleCommand } from './read-shell.ts';

export interface Surroundings {
  /** Who runs it, for sentences. */
  installer: string;
  /** What that installer puts before a command for the target. */
  prefix: string;
}

export type Translated = { command: string[] | string } | { fault: string };

export function translateGroup({ commands, joints }: ShellGroup, here: Surroundings): Translated {
  const parts = commands.map((command) => translateCommand(command, here));
  const fault = parts.find((part) => 'fault' in part);
  if (fault) return fault;
  const [only] = parts;
  if (parts.length === 1 && only && 'words' in only && only.words) return { command: only.words };
  return { command: parts.map((part, index) => `${'line' in part ? part.line : ''}${index < joints.length ? ` ${joints[index]} ` : ''}`).join('') };
}

type Part = { line: string; words?: string[] } | { fault: string };

/** What only writes into files that it names, or prints: the same with /target taken off every path. */
const plain = new Set(['echo', 'printf', 'cat', 'cp', 'mv', 'rm', 'mkdir', 'touch', 'chmod', 'ln', 'sed', 'wget', 'true', 'sync', 'sleep', 'tee', 'grep']);

function translateCommand(command: SimpleCommand, { installer, prefix }: Surroundings): Part {
  const words = stripPrefix(command.words);
  const [first] = words;
  if (!first) return { fault: `${prefix} or chroot /target stands without a command` };
  const inTarget = words.length < command.words.length && (command.words[0]?.text !== 'log-output' || command.words.some(({ text }) => text === 'in-target' || text === '/target'));
  const redirections = command.redirections.map(({ operator, target }) => ({ operator, target: redirected(target) }));
  if (redirections.some(({ target }) => target === undefined)) return { fault: `writes outside of /target, into ${installer}'s own memory, which is gone after the installation; write to /target/…` };
  const tail = redirections.map(({ operator, target }) => ` ${operator}${/>&$/.test(operator) ? '' : ' '}${target ?? ''}`).join('');
  if (inTarget) {
    if (words.some(({ text }) => /(^|[\s'"=])\/target(\/|$)/.test(text))) return { fault: 'a command for the target names /target, which is not there from inside' };
    return { line: `${words.map(({ raw }) => raw).join(' ')}${tail}`, ...tail === '' ? { words: words.map(({ text }) => text) } : {} };
  }
  const name = /^[\w./-]{1,32}$/.test(first.text) ? first.text : 'a command';
  if (!plain.has(first.text)) return { fault: `${name} runs in ${installer} itself; if it is meant for the new system, write ${prefix} ${name === 'a command' ? '…' : `${name} …`}` };
  const outside = operandsOf(first.text, words.slice(1)).find((text) => /^\//.test(text) && !/^\/target(\/|$)/.test(text) && text !== '/dev/null');
  if (outside) return { fault: `${outside.slice(0, 48)} is a file of ${installer} or of its medium, which the new system does not have; fetch it from a server, or write it with write_files in user-data` };
  const local = ['cp', 'mv', 'cat'].includes(first.text) ? operandsOf(first.text, words.slice(1)).find((text) => !/^[/-]/.test(text)) : undefined;
  if (local !== undefined) return { fault: `${first.text} takes a file from where ${installer} runs, which the new system does not have; fetch it from a server, or write it with write_files in user-data` };
  const relative = ['cp', 'mv', 'rm', 'mkdir', 'touch', 'ln', 'cat', 'tee', 'sed'].includes(first.text) && !words.slice(1).some(({ text }) => /^\/target(\/|$)/.test(text)) && redirections.length === 0;
  if (relative) return { fault: `${first.text} names no file of the target; write /target/…` };
  return { line: `${words.map(({ raw }) => withoutTarget(raw)).join(' ')}${tail}` };
}

/** Words that may be files: none of echo and printf, and not what sed and grep look for. */
function operandsOf(command: string, words: readonly ShellWord[]): string[] {
  const texts = words.map(({ text }) => text);
  if (command === 'echo' || command === 'printf') return [];
  if (command !== 'sed' && command !== 'grep') return texts;
  const script = texts.findIndex((text) => !text.startsWith('-'));
  return texts.some((text) => /^(-e|-f|--expression|--file|--regexp)/.test(text)) ? texts.filter((text) => /^\/[\w./-]+$/.test(text)) : texts.filter((_, index) => index !== script);
}

/** `in-target [--pass-stdout]`, `curtin in-target [--target=/target] [--]`, `chroot /target`, `log-output -t TAG`. */
function stripPrefix(words: readonly ShellWord[]): ShellWord[] {
  const rest = [...words];
  if (rest[0]?.text === 'log-output') {
    rest.shift();
    while (rest[0]?.text.startsWith('-')) if (rest.shift()?.text === '-t') rest.shift();
  }
  if (rest[0]?.text === 'in-target') rest.splice(0, rest[1]?.text === '--pass-stdout' ? 2 : 1);
  else if (rest[0]?.text === 'curtin' && rest[1]?.text === 'in-target') {
    rest.splice(0, 2);
    const next = (): string => rest[0]?.text ?? '';
    while (/^(--target=\/target\/?|--allow-daemons|--interactive)$/.test(next())) rest.shift();
    if (/^(-t|--target)$/.test(next()) && /^\/target\/?$/.test(rest[1]?.text ?? '')) rest.splice(0, 2);
    if (next() === '--') rest.shift();
  }
  else if (/^(\/usr\/sbin\/)?chroot$/.test(rest[0]?.text ?? '') && /^\/target\/?$/.test(rest[1]?.text ?? '')) rest.splice(0, 2);
  return rest;
}

function redirected({ raw, text }: ShellWord): string | undefined {
  if (/^\d$/.test(text) || text === '/dev/null') return raw;
  return /^\/target\//.test(text) ? withoutTarget(raw) : undefined;
}

function withoutTarget(raw: string): string {
  return raw.replace(/(^|["'=,])\/target(?=\/)/g, '$1').replace(/^(["']?)\/target(["']?)$/, '$1/$2');
}
