/** Carries one command of `cognos-model` out; those that change something take turns. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import { inspectGguf } from '../../shared/models/gguf/inspect-gguf.ts';
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import type { Host } from '../../shared/system/host.ts';
import { readAi } from '../read-ai.ts';
import { addModel } from './add-model.ts';
import { chooseSettings } from './choose-settings.ts';
import type { ModelCommandLine } from './command-line.ts';
import { patience } from './download-settings.ts';
import { downloadUser } from './download-user.ts';
import { formatModels, listModels } from './list-models.ts';
import { takeModels } from './models-lock.ts';
import { places } from './places.ts';
import { removeModel } from './remove-model.ts';
import { openShelf, type Shelf } from './shelf.ts';
import { startAndAsk } from './start-and-ask.ts';
import { shareModels } from './share-models.ts';
import { rollBack, settleSwitch, switchModel, type Switching } from './switch-model.ts';
import { verifyModels } from './verify-models.ts';

export interface Terminal {
  /** Results. */
  out: (text: string) => void;
  /** Everything else, one sentence. */
  say: (sentence: string) => void;
  isTerminal: boolean;
  person: string;
}

export async function runModelCommand(host: Host, line: ModelCommandLine, signal: AbortSignal, terminal: Terminal): Promise<ExitCode> {
  const warn = async (message: string): Promise<void> => { terminal.say(message); };
  const onBytes = progress(terminal);
  const fetch = { host, signal, places, patience, user: downloadUser(), warn, onBytes, now: () => new Date(), inspect: inspectGguf.bind(undefined, host) };
  if (line.command === 'list') return list(await openShelf(fetch), line, terminal);
  const release = await takeModels(host, places);
  try {
    const switching: Switching = { host, places, signal, warn, start: () => startAndAsk({ host, target: host, signal, warn, reveal: (text) => text, onProgress: () => undefined }) };
    await settleSwitch(switching);
    return await change(await openShelf(fetch), switching, line, terminal);
  } finally {
    await release();
  }
}

async function list(shelf: Shelf, { json }: ModelCommandLine, { out }: Terminal): Promise<ExitCode> {
  const rows = await listModels(shelf);
  out(json ? `${JSON.stringify({ models: rows }, undefined, 2)}\n` : formatModels(rows));
  return exitCodes.done;
}

async function change(shelf: Shelf, switching: Switching, line: ModelCommandLine, terminal: Terminal): Promise<ExitCode> {
  const { ids: [first = ''], ids } = line;
  const options = { ...line, person: terminal.person };
  switch (line.command) {
    case 'add':
      for (const id of ids) {
        await addModel(shelf, id, options);
        terminal.say(`${id} is here and verified`);
      }
      await shareModels(shelf.fetch);
      return exitCodes.done;
    case 'use': {
      const model = await addModel(shelf, first, options);
      await shareModels(shelf.fetch);
      await switchModel(switching, await chooseSettings(shelf, model, await readAi(shelf.fetch.host)));
      terminal.say(`The agent answers with ${first}`);
      return exitCodes.done;
    }
    case 'rollback':
      terminal.say(`The agent answers with ${await rollBack(switching)}`);
      return exitCodes.done;
    case 'remove':
      for (const id of ids) await removeModel(shelf, id);
      return exitCodes.done;
    case 'verify': return verify(shelf, line, terminal);
    case 'list': return list(shelf, line, terminal);
  }
}

async function verify({ fetch }: Shelf, { ids, json }: ModelCommandLine, { out }: Terminal): Promise<ExitCode> {
  const verdicts = await verifyModels(fetch, ids);
  out(json ? `${JSON.stringify({ models: verdicts }, undefined, 2)}\n` : verdicts.map(({ id, good, reason }) => `${good ? 'good   ' : 'DAMAGED'} ${id}: ${reason}${good ? '' : `; \`cognos-model add ${id}\` fetches it again`}\n`).join(''));
  return verdicts.every(({ good }) => good) ? exitCodes.done : exitCodes.failedResumable;
}

/** One line that is written over, for people only. */
function progress({ isTerminal }: Terminal): (done: number) => void {
  let shown = 0;
  return (done) => {
    if (!isTerminal || performance.now() - shown < 500) return;
    shown = performance.now();
    process.stderr.write(`\r\u001b[K${formatBytes(done)} `);
  };
}
