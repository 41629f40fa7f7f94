/** The command line of design.md: which command, which files, which flags; and the help for it. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { dialects, type Dialect } from '../../shared/foreign/loss-report.ts';
import { readModelOptions, type ModelOptions } from './model-options.ts';
import { parseWords } from './parse-words.ts';
import type { ServeValues } from './serve-options.ts';
import { UsageError } from './usage-error.ts';

export { UsageError };

export type Command = 'probe' | 'validate' | 'convert' | 'plan' | 'models' | 'bench' | 'run' | 'serve' | 'wizard' | 'live';

export interface CommandLine {
  command: Command;
  files: string[];
  json: boolean;
  help: boolean;
  yes: boolean;
  reset: boolean;
  machine?: string;
  measurement?: string;
  /** For `models` and `bench` only. */
  models?: ModelOptions;
  /** For `serve` only, as written: serve-options.ts reads them, with what only that command loads. */
  serve?: ServeValues;
  /** For `wizard` only. */
  socket?: string;
  /** For `convert` only; without it the dialect is seen by content. */
  from?: Dialect;
  lines?: boolean;
}

interface Description { usage: string; summary: string; files: [least: number, most: number]; options: (keyof typeof options)[] }

const options = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
  json: { type: 'boolean' },
  machine: { type: 'string' },
  yes: { type: 'boolean' },
  reset: { type: 'boolean' },
  measurement: { type: 'string' },
  model: { type: 'string' },
  purpose: { type: 'string' },
  language: { type: 'string' },
  context: { type: 'string' },
  'min-tokens-per-second': { type: 'string' },
  catalog: { type: 'string' },
  'catalog-key': { type: 'string', multiple: true },
  'allow-unverified': { type: 'boolean' },
  'accept-licence': { type: 'string', multiple: true },
  socket: { type: 'string' },
  listen: { type: 'string' },
  network: { type: 'boolean' },
  gui: { type: 'string' },
  'fail-at': { type: 'string' },
  'install-seconds': { type: 'string' },
  text: { type: 'boolean' },
  lines: { type: 'boolean' },
  from: { type: 'string' },
} satisfies ParseArgsOptionsConfig;

const optionHelp: Record<keyof typeof options, string> = {
  help: '-h, --help        this text',
  debug: '--debug           show stack traces',
  json: '--json            machine-readable output on stdout',
  machine: '--machine FILE    a recorded machine instead of this one',
  yes: '--yes             do not ask before the disk is overwritten',
  reset: '--reset           start over on a disk that carries another CognOS install',
  measurement: '--measurement FILE  speeds from bench --json, not the last bench here',
  model: '--model ID        the model to predict best; the default one else',
  purpose: '--purpose WORD    general, code, multilingual, medical or legal',
  language: '--language CODE   what it must be good at, such as de or pt-BR',
  context: '--context TOKENS  judge memory at this context window (8192)',
  'min-tokens-per-second': '--min-tokens-per-second N  leave out what is slower',
  catalog: '--catalog FILE|URL  a signed catalogue of your own',
  'catalog-key': '--catalog-key KEY  minisign key that signed it; may be repeated',
  'allow-unverified': '--allow-unverified  also what nobody could verify',
  'accept-licence': '--accept-licence ID  a licence you read and accept; may be repeated',
  socket: '--socket PATH     unix socket (/run/cognos/engine.sock)',
  listen: '--listen ADDRESS:PORT  the wizard for a browser on this machine (port 0: a free one)',
  network: '--network         the wizard for other machines too, with TLS and a PIN',
  gui: '--gui DIR         the built wizard, not the one that came along',
  'fail-at': '--fail-at KIND    simulate: the first step of this kind fails once',
  'install-seconds': '--install-seconds N  simulate: what an installation takes (20)',
  text: '--text            on this terminal, which is the only way so far',
  lines: '--lines           line by line, for who listens or reads Braille',
  from: '--from DIALECT    preseed, autoinstall, kickstart, agama or proxmox; else by content',
};

const catalogueOptions = ['context', 'catalog', 'catalog-key'] satisfies (keyof typeof options)[];

const commands: Record<Command, Description> = {
  probe: { usage: 'probe', summary: 'print what this machine is; --json is the recorded-machine format', files: [0, 0], options: ['json'] },
  validate: { usage: 'validate FILE…', summary: 'check user-data or preseed; one finding a line', files: [1, Infinity], options: ['json'] },
  plan: { usage: 'plan FILE', summary: 'what would be done, the disk before and after, or why not', files: [1, 1], options: ['json', 'machine', 'reset'] },
  convert: { usage: 'convert FILE', summary: "another installer's file as user-data, and what became of each line", files: [1, 1], options: ['json', 'from'] },
  models: {
    usage: 'models', summary: 'which models fit this machine, and how fast they would be', files: [0, 0],
    options: ['json', 'machine', 'measurement', 'purpose', 'language', 'min-tokens-per-second', ...catalogueOptions, 'accept-licence', 'allow-unverified'],
  },
  bench: { usage: 'bench', summary: 'measure this machine: how fast would each model be', files: [0, 0], options: ['json', 'model', ...catalogueOptions] },
  run: { usage: 'run FILE', summary: 'install (needs root and the CognOS medium)', files: [1, 1], options: ['yes', 'reset'] },
  serve: {
    usage: 'serve [FILE]', summary: 'the engine of the wizard; FILE fills in answers, --machine simulates', files: [0, 1],
    options: ['json', 'socket', 'listen', 'network', 'gui', 'machine', 'measurement', 'fail-at', 'install-seconds'],
  },
  wizard: { usage: 'wizard', summary: 'the wizard on this terminal; --machine simulates and writes nothing', files: [0, 0], options: ['socket', 'machine', 'text', 'lines'] },
  live: { usage: 'live', summary: 'what the medium runs after booting', files: [0, 0], options: [] },
};

export function parseCommandLine(words: readonly string[]): CommandLine | 'help' {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return 'help';
  if (!Object.hasOwn(commands, first)) throw new UsageError(`${first} is not a command; see cognos-install --help`);
  const command = first as Command;
  const { values, positionals } = parseWords({ program: 'cognos-install', command, options, allowed: commands[command].options }, rest);
  const { json = false, help = false, yes = false, reset = false, machine, measurement } = values;
  const line = {
    command, files: positionals, json, help, yes, reset, ...(machine === undefined ? {} : { machine }), ...(measurement === undefined ? {} : { measurement }),
    ...(command === 'models' || command === 'bench' ? { models: readModelOptions(command, values) } : {}),
    ...(command === 'serve' ? { serve: values } : {}), ...(command === 'wizard' && values.socket !== undefined ? { socket: values.socket } : {}), ...(values.lines ? { lines: true } : {}),
    ...(command === 'convert' ? dialectOf(values.from) : {}),
  };
  if (!line.help) checkFiles(line);
  return line;
}

function dialectOf(from: string | undefined): { from?: Dialect } {
  if (from === undefined) return {};
  const dialect = dialects.find((name) => name === from);
  if (dialect === undefined) throw new UsageError(`convert knows no dialect ${from}; it reads ${dialects.slice(0, -1).join(', ')} and ${dialects.at(-1) ?? ''}`);
  return { from: dialect };
}

function checkFiles({ command, files }: CommandLine): void {
  const [least, most] = commands[command].files;
  if (files.length >= least && files.length <= most) return;
  const wanted = most === 0 ? 'takes no file' : most === 1 && least === 0 ? 'takes at most one FILE' : most === 1 ? 'takes one FILE' : 'takes at least one FILE';
  throw new UsageError(`${command} ${wanted}, ${files.length} given; see cognos-install ${command} --help`);
}

export function help(): string {
  const rows = Object.values(commands).filter(({ usage }) => usage !== 'live').map(({ usage, summary }) => `  ${usage.padEnd(16)}  ${summary}`);
  return `Installs CognOS.

cognos-install COMMAND [OPTION…]

${rows.join('\n')}

cognos-install COMMAND --help says more. Exit codes: 0 done, 1 the spec is refused,
2 usage, 3 the machine is refused, 4 a step failed and can be resumed, 5 a step
failed for good, 75 already running.
`;
}

export function commandHelp(command: Command): string {
  const { usage, summary, options: own } = commands[command];
  const rows = ([...own, 'help', 'debug'] as const).map((name) => /^(\S.*?) {2,}(.*)$/.exec(optionHelp[name])?.slice(1) ?? []);
  const width = Math.max(...rows.map(([option = '']) => option.length)) + 2;
  return `cognos-install ${usage} [OPTION…]\n\n${summary}\n\n${rows.map(([option = '', words = '']) => `  ${option.padEnd(width)}${words}`).join('\n')}\n`;
}
