/**
 * Rules for the letters of Chinese, Japanese and Korean. Their fonts are cut into some hundred files by the letters in
 * them; a browser fetches those that a page needs. The rules alone are 100 kB a language, so they come with the language;
 * only those for the languages' own names are always there, because the first screen lists them.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

interface Font { language: string; package: string; /** The language's name of itself. */ name: string }
const fonts: readonly Font[] = [
  { language: 'ja', package: '@fontsource/noto-sans-jp', name: '日本語' },
  { language: 'ko', package: '@fontsource/noto-sans-kr', name: '한국어' },
  { language: 'zh-Hans', package: '@fontsource/noto-sans-sc', name: '简体中文' },
];
const { resolve } = createRequire(import.meta.url);

export function fontRules(): Plugin {
  return {
    name: 'cognos-fonts',
    resolveId: (id) => (id === 'virtual:fonts' || /^virtual:font-.*\.css$/.test(id) ? `\0${id}` : undefined),
    load(id) {
      if (id === '\0virtual:fonts') return `export const fontOf = { ${fonts.map(({ language }) => `${JSON.stringify(language)}: () => import('virtual:font-${language}.css')`).join(', ')} };`;
      if (id === '\0virtual:font-names.css') return fonts.flatMap((font) => facesOf(font).filter((face) => hasAny(face, font.name))).join('\n');
      const font = fonts.find(({ language }) => id === `\0virtual:font-${language}.css`);
      return font && facesOf(font).join('\n');
    },
  };
}

/** One weight of four: a browser makes bold of it well enough, and each more would put 10 MB on the medium. */
function facesOf({ package: name }: Font): string[] {
  const text = readFileSync(resolve(`${name}/400.css`), 'utf8');
  // Every browser that runs this program knows woff2.
  return (text.match(/@font-face \{[^}]*\}/g) ?? []).map((face) => face.replace(/, url\([^)]*\.woff\) format\('woff'\)/, '').replaceAll('./files/', `${name}/files/`));
}

function hasAny(face: string, letters: string): boolean {
  const ranges = (/unicode-range: ([^;]+);/.exec(face)?.[1] ?? '').split(',').map((range) => range.trim().slice(2).split('-').map((hex) => parseInt(hex, 16)));
  return [...letters].some((letter) => ranges.some(([from = 0, to = from]) => from <= (letter.codePointAt(0) ?? -1) && (letter.codePointAt(0) ?? -1) <= to));
}
