/** The command line of cognos-netboot: which command, which files, which flags; and the help for it. */
import type { ParseArgsOptionsConfig } from 'node:util';
import { parseWords, type OptionValues } from '../installer/headless/parse-words.ts';
import { UsageError } from '../installer/headless/usage-error.ts';

export { UsageError };

const options = {
  help: { type: 'boolean', short: 'h' },
  debug: { type: 'boolean' },
  json: { type: 'boolean' },
  csv: { type: 'boolean' },
  follow: { type: 'boolean' },
  state: { type: 'string' },
  folder: { type: 'string' },
  inventory: { type: 'string' },
  listen: { type: 'string' },
  artefacts: { type: 'string' },
  url: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-ca': { type: 'string' },
  'plain-port': { type: 'string' },
  concurrency: { type: 'string' },
  stagger: { type: 'string' },
  webhook: { type: 'string' },
  'webhook-secret': { type: 'string' },
  dhcp: { type: 'string' },
  interface: { type: 'string' },
  range: { type: 'string' },
  machine: { type: 'string' },
  mac: { type: 'string', multiple: true },
  serial: { type: 'string' },
  uuid: { type: 'string' },
  asset: { type: 'string' },
  address: { type: 'string', multiple: true },
  reset: { type: 'boolean' },
} satisfies ParseArgsOptionsConfig;

type Options = typeof options;
export type Values = OptionValues<Options>;

export type Command = 'serve' | 'export' | 'share' | 'inventory' | 'match' | 'status' | 'retry';
export interface CommandLine { command: Command; files: string[]; values: Values }

const optionHelp: Record<keyof Options, string> = {
  help: '-h, --help             this text',
  debug: '--debug                show stack traces',
  json: '--json                 machine-readable output on stdout',
  csv: '--csv                  as a CSV file',
  follow: '--follow               again and again, until Ctrl-C',
  state: '--state STATE          only seen, waiting, chosen, installing, firstboot, ready or failed',
  folder: '--folder DIR           the state of the rollout (/var/lib/cognos-netboot)',
  inventory: '--inventory FILE       rules and machines; read again when it changes',
  listen: '--listen ADDRESS:PORT  where to listen (port 8480 of every address)',
  artefacts: '--artefacts DIR        what machines boot from, as `export` has made it',
  url: '--url URL              where machines reach this server, when not by the address they came to',
  'tls-cert': '--tls-cert FILE        certificate chain, PEM: everything is spoken over https',
  'tls-key': '--tls-key FILE         its key',
  'tls-ca': '--tls-ca FILE          who vouches for it, for the installed machines to trust',
  'plain-port': '--plain-port PORT      beside TLS, without it: menus and files for loaders, nothing else',
  concurrency: '--concurrency N        machines that install at the same time (20)',
  stagger: '--stagger SECONDS      least time between two that begin (0)',
  webhook: '--webhook URL|FILE     told of every machine that is ready or has failed; a file holds the URL',
  'webhook-secret': '--webhook-secret FILE  key of its signature',
  dhcp: '--dhcp proxy|full      answer network boots: beside a DHCP server, or as the only one',
  interface: '--interface NAME       on this network card (with --dhcp)',
  range: '--range FROM,TO        addresses to lease (with --dhcp full)',
  machine: '--machine FILE         a recorded machine, as cognos-install probe --json prints it',
  mac: '--mac MAC              in place of its own; may be repeated',
  serial: '--serial TEXT          in place of its own',
  uuid: '--uuid UUID            in place of its own',
  asset: '--asset TEXT           in place of its own',
  address: '--address ADDRESS      where it would ask from; may be repeated',
  reset: '--reset                as if it were to be installed again',
};

interface Description { usage: string; summary: string; files: [least: number, most: number]; options: (keyof Options)[] }

const commands: Record<Command, Description> = {
  serve: {
    usage: 'serve', summary: 'the boot server of a site; on a terminal it shows the rollout', files: [0, 0],
    options: ['inventory', 'artefacts', 'folder', 'listen', 'url', 'tls-cert', 'tls-key', 'tls-ca', 'plain-port', 'concurrency', 'stagger', 'webhook', 'webhook-secret', 'dhcp', 'interface', 'range'],
  },
  export: { usage: 'export …', summary: 'what machines boot from, of a medium; see export --help', files: [0, Infinity], options: [] },
  share: { usage: 'share DIR', summary: 'torrents of models, so that they leave their origin once; see share --help', files: [0, Infinity], options: [] },
  inventory: { usage: 'inventory FILE', summary: 'check an inventory and every spec that it can give', files: [1, 1], options: ['json'] },
  match: { usage: 'match FILE', summary: 'what would this machine get: rule, user-data and plan, or why not', files: [1, 1], options: ['machine', 'mac', 'serial', 'uuid', 'asset', 'address', 'reset', 'json'] },
  status: { usage: 'status', summary: 'the rollout, as the server has it', files: [0, 0], options: ['follow', 'json', 'csv', 'state', 'folder'] },
  retry: { usage: 'retry MACHINE…', summary: 'install again at the next boot; by host name, MAC, serial or id', files: [1, Infinity], options: ['folder'] },
};

export function parseCommandLine(words: readonly string[]): CommandLine | { help: string } {
  const [first, ...rest] = words;
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') return { help: help() };
  if (!Object.hasOwn(commands, first)) throw new UsageError(`${first} is not a command; see cognos-netboot --help`);
  const command = first as Command;
  // They have command lines of their own.
  if (command === 'export' || command === 'share') return { command, files: rest, values: {} };
  const { values, positionals } = parseWords({ program: 'cognos-netboot', command, options, allowed: commands[command].options }, rest);
  if (values.help) return { help: commandHelp(command) };
  checkFiles(command, positionals.length);
  return { command, files: positionals, values };
}

function checkFiles(command: Command, given: number): void {
  const { files: [least, most], usage } = commands[command];
  if (given < least || given > most) throw new UsageError(`${command} is used as cognos-netboot ${usage}, and ${given} words were given; see cognos-netboot ${command} --help`);
}

/** A whole number of an option; undefined when it was not given. */
export function wholeNumber(name: string, text: string | undefined, [least, most]: [number, number]): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least || Number(text) > most) throw new UsageError(`--${name} is a whole number from ${least} to ${most}, and ${JSON.stringify(text)} is none`);
  return Number(text);
}

function help(): string {
  const rows = Object.values(commands).map(({ usage, summary }) => `  ${usage.padEnd(16)}  ${summary}`);
  return `Installs CognOS on many machines by network boot.

cognos-netboot COMMAND [OPTION…]

${rows.join('\n')}

cognos-netboot COMMAND --help says more. Exit codes: 0 done, 1 the inventory is
refused, 2 usage, 3 the machine would get nothing, 4 failed, 5 failed for good,
75 already running.
`;
}

function commandHelp(command: Command): string {
  const { usage, summary, options: own } = commands[command];
  const rows = [...own, 'help' as const, 'debug' as const].map((name) => `  ${optionHelp[name]}`);
  return `cognos-netboot ${usage} [OPTION…]\n\n${summary}\n\n${rows.join('\n')}\n`;
}
