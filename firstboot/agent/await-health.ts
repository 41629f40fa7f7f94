/** Until the agent has loaded its model; when it ends instead, its own last words. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { urlOf, type Agent } from './agent.ts';
import { request } from './curl-config.ts';

/** Slower than this a disk is broken: an old USB stick reads as much in a second. */
const leastBytesPerSecond = 5e6;
const leastSeconds = 120;
/** It crashed, was started again and crashed: it will not get better by waiting. */
const mostRestarts = 2;

/** @param since when it was started: what it said before is of another model, maybe */
export async function awaitHealth(host: Host, agent: Agent, since: Date, signal: AbortSignal): Promise<void> {
  const until = performance.now() + (leastSeconds + agent.bytes / leastBytesPerSecond) * 1000;
  while (!await isHealthy(host, agent, signal)) {
    if (await isOver(host, agent)) throw ended(agent, `did not start: ${await lastWords(host, agent, since)}`);
    if (performance.now() > until) throw ended(agent, `is still loading ${agent.title} after ${Math.round(leastSeconds + agent.bytes / leastBytesPerSecond)} seconds`);
    await host.run('sleep', ['1'], { signal });
  }
}

export async function isHealthy(host: Host, { address }: Pick<Agent, 'address'>, signal?: AbortSignal): Promise<boolean> {
  return (await request(host, { url: `${urlOf(address)}/health`, seconds: 10, signal })).status === 200;
}

async function isOver(host: Host, { stem }: Agent): Promise<boolean> {
  const text = await host.run('systemctl', ['show', '--property=ActiveState,NRestarts', `${stem}.service`]);
  return /^ActiveState=(failed|inactive)$/m.test(text) || Number(/^NRestarts=(\d+)$/m.exec(text)?.[1] ?? 0) >= mostRestarts;
}

/** Its own, and what systemd says of it. What comes first is the cause, the rest followed from it. */
async function lastWords(host: Host, { stem }: Agent, since: Date): Promise<string> {
  const start = `@${Math.floor(since.getTime() / 1000)}`;
  const lines = (await host.run('journalctl', ['--unit', `${stem}.service`, '--since', start, '--output', 'cat', '--no-pager', '--quiet']))
    .split('\n').map(withoutPrefix).filter(Boolean);
  const telling = new Set(lines.filter((line) => /error|fail|invalid|cannot|could not|unable|denied|killed|oom|core-dump/i.test(line)));
  return (telling.size > 0 ? [...telling].slice(0, 2) : lines.slice(-2)).join('; ') || 'it said nothing';
}

/** "0.00.018.278 E gguf_init_from_reader: invalid magic…": clock, level and, of llama-server's own lines, the part of it. */
function withoutPrefix(line: string): string {
  return line.trim().replace(/^[\d.]+ [A-Z] (\w+ +(?=\w+:))?/, '');
}

function ended({ stem, title }: Agent, what: string): InstallerError {
  return new InstallerError({
    code: 'agent-did-not-start', exitCode: exitCodes.failedResumable,
    message: `${stem}.service with ${title} ${what}`, action: `Look at \`journalctl --unit=${stem}\`.`,
  });
}
