/** Command line in, exit code out (design.md). Started by cognos-firstboot.service on every boot of the target. */
import { setTimeout as sleep } from 'node:timers/promises';
import { escapeForTerminal, exitCodes, InstallerError, RefusedError, type ExitCode } from '../shared/errors.ts';
import { StepError } from '../shared/plan/run-plan.ts';
import { localHost } from '../shared/system/local-host.ts';
import { help, parseCommandLine, type CommandLine } from './command-line.ts';

const now = (): number => performance.now() / 1000;

async function main(words: readonly string[]): Promise<ExitCode> {
  const debug = words.includes('--debug');
  const line = parseCommandLine(words.filter((word) => word !== '--debug'));
  if (!line) {
    complain(`I do not know \`${words.join(' ')}\`; try --help`);
    return exitCodes.usage;
  }
  try {
    return await carryOut(line);
  } catch (error) {
    return report(error, debug);
  }
}

/** Each command is loaded on its own: the second boot and the login must not pay for the first. */
async function carryOut(line: CommandLine): Promise<ExitCode> {
  switch (line.command) {
    case 'help': process.stdout.write(help); return exitCodes.done;
    case 'run': return await run(line.reset);
    case 'status': return await status(line);
    case 'wait': return await (await import('./progress/wait-command.ts')).waitCommand(localHost, {
      timeout: line.timeout, now, pause: () => sleep(1000), complain: (text) => { process.stderr.write(`${text}\n`); },
    });
    case 'report': return await (await import('./report/report-command.ts')).reportCommand(localHost, line.json, {
      write: (text) => { process.stdout.write(text); }, complain, columns: process.stdout.columns,
    });
    case 'send': return await (await import('./report/send-command.ts')).sendCommand(localHost, () => new Date(), complain);
    case 'generalise': return await asRoot('generalise', async () => {
      (await (await import('./generalise.ts')).generalise(localHost)).forEach(printLine);
      return exitCodes.done;
    });
    case 'drivers': return await asRoot('drivers', async (signal) => (await import('./drivers/drivers-command.ts')).driversCommand(localHost, signal, line, printLine));
    case 'ask': return await ask(line.words);
    case 'page': return await (await import('./page/page-command.ts')).pageCommand(localHost, process.env, complain);
  }
}

async function run(reset: boolean): Promise<ExitCode> {
  return asRoot('run', async (signal) => {
    const { runCommand } = await import('./run-command.ts');
    const { openConsolesIfAny } = await import('./progress/open-consoles.ts');
    const consoles = openConsolesIfAny();
    try {
      return await runCommand(localHost, signal, printLine, { toConsoles: consoles.write, reset });
    } finally {
      consoles.close();
    }
  });
}

/** The form on a terminal and in the browser run as a user of their own; what is done with the answers is root's. */
async function ask(words: readonly string[]): Promise<ExitCode> {
  const carry = async (signal: AbortSignal): Promise<ExitCode> => (
    await (await import('./ask/commands.ts')).runAskCommand(words, localHost, signal, printLine) ?? exitCodes.usage);
  return words[0] === 'ask' || words[0] === 'answer' ? asRoot(words[0], carry) : carry(new AbortController().signal);
}

async function asRoot(command: string, carry: (signal: AbortSignal) => Promise<ExitCode>): Promise<ExitCode> {
  if (process.getuid?.() !== 0) {
    complain(`${command} needs root`);
    return exitCodes.usage;
  }
  const controller = new AbortController();
  // Not once(): execa listens too, and ends the process where nobody else does any more.
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => { controller.abort(); });
  return carry(controller.signal);
}

function printLine(text: string): void {
  process.stdout.write(`${prefix}${text}\n`);
}

async function status({ json, follow }: { json: boolean; follow: boolean }): Promise<ExitCode> {
  const { readStatus } = await import('./status.ts');
  const { isTTY = false, columns = 80, rows = 24 } = process.stdout;
  const colour = isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
  const write = (text: string): void => { process.stdout.write(text); };
  if (follow) {
    const { followStatus } = await import('./progress/follow-status.ts');
    return followStatus(localHost, { isTerminal: isTTY && process.env['TERM'] !== 'dumb', colour, columns, rows, write }, () => sleep(1000, true));
  }
  const found = await readStatus(localHost);
  const { formatStatus } = await import('./progress/format-status.ts');
  write(json ? `${JSON.stringify(found, undefined, 2)}\n` : formatStatus(found, { colour, columns }));
  return exitCodes.done;
}

/** systemd puts the name before every line itself. */
const prefix = process.env.JOURNAL_STREAM === undefined ? 'cognos-firstboot: ' : '';

function complain(text: string): void {
  process.stderr.write(`${prefix}${escapeForTerminal(text)}\n`);
}

/** One finding a line; a stack trace only when asked for. */
function report(error: unknown, debug: boolean): ExitCode {
  if (debug) process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  if (error instanceof RefusedError) {
    error.message.split('\n').forEach(complain);
    return error.exitCode;
  }
  complain(error instanceof Error ? error.message : String(error));
  const known = error instanceof StepError ? error.cause : error;
  if (known instanceof RefusedError) return known.exitCode;
  if (!(known instanceof InstallerError)) return exitCodes.failedResumable;
  complain(known.action);
  return known.exitCode;
}

/** A reader that has left (`status | head`) is no reason to stop a first boot. */
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await main(process.argv.slice(2));
