/** Puts the questions where people look: the screen, every serial console, and a browser where the spec says so. */
import type { Host } from '../../shared/system/host.ts';
import { openPort } from '../net/open-port.ts';
import { askBrowserPath, outcomePath, questionsPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { AskFacts } from './ask-facts.ts';
import type { Asked } from './asking.ts';
import type { Question } from './question.ts';

/** 8090 is the status page. */
export const askPort = 8091;
export const portName = 'ask';

export type Way = 'console' | 'network' | 'never';

export async function startAsking(host: Host, questions: Question[], { hostname }: AskFacts, way: Exclude<Way, 'never'>, signal: AbortSignal): Promise<void> {
  await host.remove(outcomePath);
  await host.writeFile(questionsPath, `${JSON.stringify({ questions, hostname } satisfies Asked)}\n`);
  if (way === 'network') await openPort(host, portName, askPort, signal);
  const units = ['cognos-answer.path', ...(await listTerminals(host)).map(unitOf), ...way === 'network' ? ['cognos-ask-network.service'] : []];
  // Not waited for: they run until somebody answers.
  await host.run('systemctl', ['--no-block', 'start', ...units], { signal });
}

/** The forms see that their questions are gone, and end; nothing takes answers any more. */
export async function stopAsking(host: Host, signal: AbortSignal): Promise<void> {
  await host.remove(askBrowserPath);
  if (!await host.exists(questionsPath)) return;
  await host.remove(questionsPath);
  await host.run('systemctl', ['--no-block', 'stop', 'cognos-answer.path'], { signal });
}

/** The first screen, and every console that the kernel line names. */
async function listTerminals(host: Host): Promise<string[]> {
  const active = (await readIfThere(host, '/sys/class/tty/console/active') ?? '').trim().split(/\s+/).filter((name) => name !== '' && name !== 'tty0');
  const screen = await host.exists('/sys/class/tty/tty1') ? ['tty1'] : [];
  return [...new Set([...screen, ...active])];
}

function unitOf(terminal: string): string {
  return /^tty\d+$/.test(terminal) ? `cognos-ask@${terminal}.service` : `cognos-ask-serial@${terminal}.service`;
}
