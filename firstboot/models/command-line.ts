/** The command line of `cognos-model`: which command, which models, which flags; and the help for it. */
import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

export type ModelCommand = 'list' | 'add' | 'use' | 'verify' | 'rollback' | 'remove';

export interface ModelCommandLine {
  command: ModelCommand;
  /** Of models. */
  ids: string[];
  json: boolean;
  licences: string[];
  allowUnverified: boolean;
}

/** A command line that cannot be meant: exit 2, one sentence. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export const help = `Usage: cognos-model list [--json]
       cognos-model add ID… [--accept-licence LICENCE] [--allow-unverified]
       cognos-model use ID [--accept-licence LICENCE] [--allow-unverified]
       cognos-model verify [ID…] [--json]
       cognos-model rollback
       cognos-model remove ID…

  list      models of the catalogue: which are here, which one the agent runs
  add       fetch models: from a USB volume, the mirrors, the internet
  use       fetch a model if need be and switch the agent to it; when the agent
            does not answer with it, it goes back to the one before by itself
  verify    read models that are here and compare their digests
  rollback  switch the agent back to the model before
  remove    delete models; not the one the agent runs

  --json                    machine-readable output on stdout
  --accept-licence LICENCE  a licence you read and accept; may be repeated
  --allow-unverified        also models whose digest nobody could verify
  --debug                   show stack traces

All but list need root. Exit codes: 0 done, 1 a model is refused, 2 usage,
4 failed (try again), 5 failed for good, 75 another one is at work
`;

const options = {
  help: { type: 'boolean', short: 'h' }, debug: { type: 'boolean' }, json: { type: 'boolean' },
  'accept-licence': { type: 'string', multiple: true }, 'allow-unverified': { type: 'boolean' },
} satisfies ParseArgsOptionsConfig;

const commands: Record<ModelCommand, { ids: [least: number, most: number]; options: string[] }> = {
  list: { ids: [0, 0], options: ['json'] },
  add: { ids: [1, Infinity], options: ['accept-licence', 'allow-unverified'] },
  use: { ids: [1, 1], options: ['accept-licence', 'allow-unverified'] },
  verify: { ids: [0, Infinity], options: ['json'] },
  rollback: { ids: [0, 0], options: [] },
  remove: { ids: [1, Infinity], options: [] },
};

export function parseCommandLine(words: readonly string[]): ModelCommandLine | 'help' {
  const { values, positionals: [command = '', ...ids] } = parse(words);
  if (values.help || command === 'help' || words.length === 0) return 'help';
  if (!Object.hasOwn(commands, command)) throw new UsageError(`${JSON.stringify(command)} is not a command; see cognos-model --help`);
  const { ids: [least, most], options: allowed } = commands[command as ModelCommand];
  const wrong = Object.keys(values).find((name) => name !== 'debug' && !allowed.includes(name));
  if (wrong !== undefined) throw new UsageError(`--${wrong} means nothing to ${command}; see cognos-model --help`);
  if (ids.length < least || ids.length > most) throw new UsageError(`${command} takes ${most === 0 ? 'no model' : least === most ? 'the id of one model' : 'ids of models'}; \`cognos-model list\` shows them`);
  return {
    command: command as ModelCommand, ids: [...new Set(ids)], json: values.json ?? false,
    licences: values['accept-licence'] ?? [], allowUnverified: values['allow-unverified'] ?? false,
  };
}

type Values = { help?: boolean; debug?: boolean; json?: boolean; 'accept-licence'?: string[]; 'allow-unverified'?: boolean };

function parse(words: readonly string[]): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}; see cognos-model --help`);
  }
}
