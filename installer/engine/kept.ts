/** What a new process needs to go on where this one was: answers in one file, the hash of the password in another. Gone with the next start of the machine. */
import type { Measurement } from '../../shared/measure/measurement.ts';
import { readAnswers } from '../../shared/protocol/read-message.ts';
import { sections, type Answers, type Section } from '../../shared/protocol/answers.ts';
import { readText } from '../../shared/system/read-text.ts';
import type { Host } from '../../shared/system/host.ts';
import { runFolder } from '../paths.ts';
import { readMeasurement } from '../headless/read-measurement.ts';

export interface KeptAnswers { answers: Answers; asked: Section[]; measurement?: Measurement | undefined }
export interface Left extends KeptAnswers { passwordHash?: string }

export interface Keeper {
  keep(state: KeptAnswers): void;
  keepHash(hash: string | undefined): void;
  /** What is still being written. */
  settled(): Promise<void>;
}

const answersPath = `${runFolder}/answers.json`;
const hashPath = `${runFolder}/password.json`;

export const keepNothing: Keeper = { keep: () => undefined, keepHash: () => undefined, settled: () => Promise.resolve() };

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
    keepHash(passwordHash) {
      write(() => (passwordHash === undefined ? host.remove(hashPath) : host.writeFile(hashPath, `${JSON.stringify({ passwordHash })}\n`, { mode: 0o600 })));
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
  const hash = (await readJson(host, hashPath))?.['passwordHash'];
  return { answers, asked, ...measurementOf(state?.['measurement']), ...(typeof hash === 'string' ? { passwordHash: hash } : {}) };
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
