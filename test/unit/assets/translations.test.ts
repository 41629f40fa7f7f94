import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { wizardLanguages } from '../../../shared/protocol/answers.ts';

type File = Record<string, string | Record<string, string>>;
const root = join(import.meta.dirname, '../../..');
const folder = join(root, 'assets/translations');
const read = (language: string, file: string): File => JSON.parse(readFileSync(join(folder, language, file), 'utf8')) as File;
const files = readdirSync(join(folder, 'en')).sort();

for (const language of wizardLanguages) {
  test(`the words of ${language} say all that English says, with the same values`, () => {
    const faults = files.flatMap((file) => existsSync(join(folder, language, file)) ? faultsOf(language, file).map((fault) => `${file} ${fault}`) : [`${file} is missing`]);
    assert.equal(faults.join('\n'), '');
  });
}

test('there is no file of words that English does not have', () => {
  assert.deepEqual(readdirSync(folder).filter((name) => !wizardLanguages.some((language) => language === name)), []);
  assert.deepEqual(readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.includes('/') && !files.includes(path.split('/')[1] ?? '')), []);
});

function faultsOf(language: string, file: string): string[] {
  const english = read('en', file);
  const own = read(language, file);
  const missing = Object.keys(english).filter((key) => !(key in own)).map((key) => `${key}: is missing`);
  const foreign = Object.keys(own).filter((key) => !(key in english)).map((key) => `${key}: is not in English`);
  const wrong = Object.entries(own).flatMap(([key, value]) => key in english ? valueFaults(language, english[key] ?? '', value).map((fault) => `${key}: ${fault}`) : []);
  return [...missing, ...foreign, ...wrong];
}

function valueFaults(language: string, english: File[string], own: File[string]): string[] {
  if (typeof english === 'string') return typeof own === 'string' ? textFaults(own, valuesIn(english), []) : ['has forms, and English has none'];
  if (typeof own === 'string') return ['has no forms, and English has some'];
  const categories = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
  const forms = Object.keys(own).sort();
  if (forms.join() !== categories.join()) return [`has the forms ${forms.join()}, and the language has ${categories.join()}`];
  const wanted = valuesIn(english['other'] ?? '');
  return forms.flatMap((form) => textFaults(own[form] ?? '', wanted, meansOneNumber(language, form) ? ['count'] : []).map((fault) => `${form}: ${fault}`));
}

function textFaults(text: string, wanted: readonly string[], optional: readonly string[]): string[] {
  const values = valuesIn(text);
  const lost = wanted.filter((name) => !values.includes(name) && !optional.includes(name));
  const foreign = values.filter((name) => !wanted.includes(name));
  return [
    ...lost.map((name) => `lacks {${name}}`), ...foreign.map((name) => `has {${name}}`),
    ...(text.trim() === text && text !== '' ? [] : ['is empty, or begins or ends with a space']),
    // A joiner (U+200C, U+200D) is a part of some scripts' spelling; marks of direction are the layout's work.
    ...(/[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]/u.test(text) ? ['has a control character'] : []),
    ...(/<[a-z/!]|&[a-z#]\w*;/i.test(text) ? ['has markup'] : []),
    ...(/\{(?!\w+\})|(?<!\{\w+)\}/.test(text) ? ['has a brace that is no value'] : []),
  ];
}

function valuesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))];
}

/** "One thing" may stand for 1; where the form is that of 21 as well, or of 3 to 10, the number must be said. */
function meansOneNumber(language: string, form: string): boolean {
  const rules = new Intl.PluralRules(language);
  const numbers = [...Array.from({ length: 1000 }, (_, index) => index + 1), 1e6, 2e6];
  return numbers.filter((number) => rules.select(number) === form).length <= 1;
}

test('every English text is used', () => {
  const program = sources('installer/gui/renderer', 'installer/text').replaceAll('\\`', '');
  const said = new Set([...program.matchAll(/'([a-z]+\.[\w.-]+)'/g)].map(([, key]) => key));
  const patterns = [...program.matchAll(/`((?:\$\{\w+\}|[a-z]+)\.(?:[\w.-]|\$\{[^}`]*\})*)`/g)].map(([, key]) => patternOf(key ?? ''));
  const codes = new Set([...sources('installer', 'shared', 'cloud-init').matchAll(/'([\w-]+)'/g)].map(([, code]) => code ?? ''));
  const isUsed = (file: string, key: string) => {
    // What the engine says is found by its English; test/unit/installer/gui/i18n/engine-sentences.test.ts has whether it says it.
    if (file === 'engine') return true;
    // The rule of passwords puts its own word before its codes.
    if (file === 'findings') return codes.has(key.replace(/^(instead\.|password-)/, ''));
    return said.has(`${file}.${key}`) || patterns.some((pattern) => pattern.test(`${file}.${key}`));
  };
  const unused = files.map((file) => file.replace('.json', '')).flatMap((file) => Object.keys(read('en', `${file}.json`)).filter((key) => !isUsed(file, key)).map((key) => `${file}.${key}`));
  assert.equal(unused.join('\n'), '');
});

/** `ai.drivers.use.${path}` stands for every key that begins so; `${step}.title` for the title of a file. */
function patternOf(template: string): RegExp {
  const parts = template.split(/\$\{[^}]*\}/).map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${parts[0] === '' ? '[a-z]+' : ''}${parts.filter((part, index) => index > 0 || part !== '').join('.+')}$`);
}

function sources(...folders: string[]): string {
  return folders.flatMap((name) => readdirSync(join(root, name), { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path)).map((path) => readFileSync(join(root, name, path), 'utf8'))).join('\n');
}
