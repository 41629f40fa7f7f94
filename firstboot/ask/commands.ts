/** The commands behind the units of the questions; no person needs them. */
import { networkInterfaces } from 'node:os';
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';

/** Undefined when `words` are none of ours. @param say one line for the journal */
export async function runAskCommand(words: readonly string[], host: Host, signal: AbortSignal, say: (line: string) => void): Promise<ExitCode | undefined> {
  const [command = '', terminal = 'console', ...more] = words;
  if (more.length > 0) return undefined;
  switch (command) {
    case 'ask': say(await (await import('./ask-open.ts')).askAgain(host, signal)); break;
    case 'answer': say(await (await import('./answer.ts')).answer(host, signal)); break;
    case 'ask-console': await onTerminal(host, terminal); break;
    case 'ask-network': await inBrowser(host, say); break;
    default: return undefined;
  }
  return exitCodes.done;
}

async function onTerminal(host: Host, name: string): Promise<void> {
  const { askConsole } = await import('./ask-console.ts');
  const { processTerminal } = await import('./process-terminal.ts');
  // Raw mode makes Ctrl-C a key; this is for a signal from elsewhere on the same line.
  process.on('SIGINT', () => undefined);
  const terminal = processTerminal();
  await askConsole({ host, terminal, name });
  terminal.close();
  // Long enough to be read before the login prompt.
  await new Promise((resolve) => { setTimeout(resolve, 3000); });
}

async function inBrowser(host: Host, say: (line: string) => void): Promise<void> {
  const { askNetwork } = await import('./ask-network.ts');
  const { askPort } = await import('./start-asking.ts');
  const addresses = Object.values(networkInterfaces()).flatMap((each = []) => each.filter(({ internal, address }) => !internal && !address.startsWith('fe80')).map(({ address }) => address));
  await askNetwork({ host, port: askPort, addresses, log: say });
}
