/** One piece of program for each language: all its files in one, with English where a text is still missing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

type Files = Record<string, Record<string, unknown>>;
const name = 'virtual:words';

export function words(folder: string): Plugin {
  const languages = existsSync(folder) ? readdirSync(folder).filter((language) => language !== 'en').sort() : [];
  return {
    name: 'cognos-words',
    resolveId: (id) => (id === name || id.startsWith(`${name}/`) ? `\0${id}` : undefined),
    load(id) {
      if (id === `\0${name}`) {
        const entries = languages.map((language) => `${JSON.stringify(language)}: () => import(${JSON.stringify(`${name}/${language}`)})`);
        return `export const wordsOf = { ${entries.join(', ')} };`;
      }
      if (!id.startsWith(`\0${name}/`)) return undefined;
      return `export default ${JSON.stringify(merged(readFolder(join(folder, 'en')), readFolder(join(folder, id.slice(name.length + 2)))))};`;
    },
  };
}

function readFolder(folder: string): Files {
  const names = readdirSync(folder).filter((file) => file.endsWith('.json')).sort();
  return Object.fromEntries(names.map((file) => [file.slice(0, -'.json'.length), JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>]));
}

function merged(english: Files, other: Files): Files {
  return Object.fromEntries(Object.entries(english).map(([file, texts]) => [file, { ...texts, ...other[file] }]));
}
