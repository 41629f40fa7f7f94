/** Words of the command line -> what is asked, or the sentence that says what is wrong with them. */
import { profiles, type Profile } from '../../shared/harden/control.ts';
import { controls } from '../../shared/harden/controls/index.ts';
import { nearest } from '../../shared/spec/nearest.ts';

export const verbs = ['list', 'check', 'apply', 'undo', 'confirm'] as const;
export type Verb = typeof verbs[number];
export interface Asked { verb: Verb; ids: string[]; json: boolean; profile?: Profile }

export function readCommandLine(words: readonly string[]): Asked | { fault: string } {
  const [verb = '', ...rest] = words;
  if (!isVerb(verb)) return { fault: `I do not know \`${verb}\`${meant(verb, verbs)}; try --help` };
  const asked: Asked = { verb, ids: [], json: false };
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (word === '--json') asked.json = true;
    else if (word === '--profile' || word.startsWith('--profile=')) {
      const name = word === '--profile' ? rest[++index] ?? '' : word.slice('--profile='.length);
      const profile = profiles.find((known) => known === name);
      if (profile === undefined) return { fault: `There is no profile \`${name}\`${meant(name, profiles)}; there are ${profiles.join(', ')}` };
      asked.profile = profile;
    } else if (word.startsWith('-')) return { fault: `I do not know \`${word}\`; try --help` };
    else if (controls.some(({ id }) => id === word)) asked.ids.push(word);
    else return { fault: `There is no control \`${word}\`${meant(word, controls.map(({ id }) => id))}; \`cognos-harden list\` names them` };
  }
  return asked;
}

function isVerb(word: string): word is Verb {
  return (verbs as readonly string[]).includes(word);
}

function meant(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
