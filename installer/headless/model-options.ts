/** What `models` and `bench` are asked on the command line; the same words as in a spec's `ai`. */
import type { ModelRequest } from '../../shared/choice/choice.ts';
import { UsageError } from './usage-error.ts';

export interface ModelOptions {
  request: ModelRequest;
  /** Whether a purpose was named; without one `models` shows all of them. */
  purposeGiven: boolean;
  catalog?: { from: string; keys: string[] };
}

interface Given {
  model?: string;
  purpose?: string;
  language?: string;
  context?: string;
  'min-tokens-per-second'?: string;
  catalog?: string;
  'catalog-key'?: string[];
  'allow-unverified'?: boolean;
  'accept-licence'?: string[];
}

const purposes = ['general', 'code', 'multilingual', 'medical', 'legal'] as const;

export function readModelOptions(command: string, given: Given): ModelOptions {
  const refuse = (message: string): never => { throw new UsageError(`${message}; see cognos-install ${command} --help`); };
  const { catalog, 'catalog-key': keys = [], language } = given;
  const purpose = purposes.find((each) => each === (given.purpose ?? 'general')) ?? refuse(`--purpose ${given.purpose} is none of ${purposes.join(', ')}`);
  if (language !== undefined && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) refuse(`--language ${language} is no language code such as de or pt-BR`);
  if (catalog === '') refuse('--catalog is empty');
  if (catalog === undefined && keys.length > 0) refuse('--catalog-key says who signed a catalogue of your own; give that with --catalog');
  if (catalog !== undefined && keys.length === 0) refuse('--catalog needs the --catalog-key that signed it');
  const context = readNumber(given.context, 'context', (value) => Number.isInteger(value) && value >= 256 && value <= 10_000_000, 'a number of tokens from 256 to 10,000,000', refuse);
  const floor = readNumber(given['min-tokens-per-second'], 'min-tokens-per-second', (value) => value > 0 && value < 1e6, 'a number above 0', refuse);
  return {
    request: {
      model: given.model ?? 'auto', purpose, acceptedLicences: given['accept-licence'] ?? [], allowUnverified: given['allow-unverified'] ?? false,
      ...(floor === undefined ? {} : { minTokensPerSecond: floor }), ...(context === undefined ? {} : { context }), ...(language === undefined ? {} : { language }),
    },
    purposeGiven: given.purpose !== undefined,
    ...(catalog === undefined ? {} : { catalog: { from: catalog, keys } }),
  };
}

function readNumber(text: string | undefined, option: string, isGood: (value: number) => boolean, expected: string, refuse: (message: string) => never): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,12}(\.\d{1,6})?$/.test(text) ? Number(text) : NaN;
  return isGood(value) ? value : refuse(`--${option} ${text} is not ${expected}`);
}
