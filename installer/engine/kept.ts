/** What a new process needs to go on where this one was: answers in one file, the secrets (a hash, the disk's passphrase, wireless keys) in another. Gone with the next start of the machine. */
import type { Measurement } from '../../shared/measure/measurement.ts';
import { readAnswers } from '../../shared/protocol/read-message.ts';
import { sections, type Answers, type Section } from '../../shared/protocol/answers.ts';
import { readText } from '../../shared/system/read-text.ts';
import type { Host } from '../../shared/system/host.ts';
import { runFolder } from '../paths.ts';
import { readMeasurement } from '../headless/read-measurement.ts';

export interface KeptAnswers { answers: Answers; asked: Section[]; measurement?: Measurement | undefined }
export interface KeptSecrets { passwordHash?: string; passphrase?: string; network: [name: string, value: string][] }
export interface Left extends KeptAnswers { secrets: KeptSecrets }

export interface Keeper {
  keep(state: KeptAnswers): void;
  keepSecrets(secrets: KeptSecrets): void;
  /** What is still being written. */
  settled(): Promise<void>;
}

const answersPath = `${runFolder}/answers.json`;
const secretsPath = `${runFolder}/secrets.json`;

export const keepNothing: Keeper = { keep: () => undefined, keepSecrets: () => undefined, settled: () => Promise.resolve() };

export function openKeeper(host: Host, log: (line: string) => void): Keeper {
  let writing = Promise.resolve();
  let last = '';
  // One after the other: two at once would use the same temporary file.
  const write = (action: () => Promise<void>): void => {
    writing = writing.then(action).catch((error: unknown) => { log(`what was answered cannot be kept: ${error instanceof Error ? error.message : String(error)}`); });
  };
  return {
    keep(state) {
      const text = `${JSON.stringify(state)}\n`;
      if (text === last) return;
      last = text;
      write(() => host.writeFile(answersPath, text, { mode: 0o600 }));
    },
    keepSecrets(secrets) {
      write(() => host.writeFile(secretsPath, `${JSON.stringify(secrets)}\n`, { mode: 0o600 }));
    },
    settled: () => writing,
  };
}

/** Undefined when there is nothing, or nothing that this release wrote. */
export async function readLeft(host: Host): Promise<Left | undefined> {
  const state = await readJson(host, answersPath);
  const answers = readAnswers(state?.['answers']);
  if (!answers) return undefined;
  const asked = sections.filter((section) => Array.isArray(state?.['asked']) && state['asked'].includes(section));
  return { answers, asked, ...measurementOf(state?.['measurement']), secrets: secretsIn(await readJson(host, secretsPath)) };
}

function secretsIn(value: Record<string, unknown> = {}): KeptSecrets {
  const { passwordHash, passphrase, network } = value;
  const pairs = Array.isArray(network) ? network.filter((pair): pair is [string, string] => Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string')) : [];
  return { network: pairs, ...(typeof passwordHash === 'string' ? { passwordHash } : {}), ...(typeof passphrase === 'string' ? { passphrase } : {}) };
}

function measurementOf(value: unknown): { measurement?: Measurement } {
  try {
    return value === undefined ? {} : { measurement: readMeasurement(JSON.stringify(value), answersPath) };
  } catch {
    return {};
  }
}

async function readJson(host: Host, path: string): Promise<Record<string, unknown> | undefined> {
  try {
    const value: unknown = JSON.parse(await readText(host, path) ?? 'null');
    return typeof value === 'object' && value !== null ? value as Record<string, unknown> : undefined;
  } catch {
    return undefined; // Cut off: as good as none.
  }
}
