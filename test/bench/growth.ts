/**
 * How the time of what reads strangers' texts grows with them, over the texts that once made it quadratic: four times
 * the text may take about four times as long; sixteen times is what these figures are here to show.
 */
import { readUserData } from '../../cloud-init/read-user-data.ts';
import { isJsonnet } from '../../dialects/agama/is-agama.ts';
import { isKickstart } from '../../dialects/kickstart/is-kickstart.ts';
import { readKickstart } from '../../dialects/kickstart/read-kickstart.ts';
import { translateKickstart } from '../../dialects/kickstart/translate-kickstart.ts';
import { readPreseed } from '../../preseed/read-preseed.ts';
import { translatePreseed } from '../../preseed/translate-preseed.ts';
import { dialectOf } from '../../installer/headless/from-foreign.ts';
import { judgePassword } from '../../installer/wizard/judge-password.ts';
import { holdsSecret } from '../../shared/foreign/holds-secret.ts';
import { compare, milliseconds, type Figure } from './figure.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const noHash = (): Promise<string> => Promise.reject(new Error('no password stands in it'));
const translate = (text: string): Promise<unknown> => translatePreseed(readPreseed(bytes(text), 'f'), noHash);

/** What reads, and its worst texts of about so many repetitions. */
const readers: [what: string, repetitions: number, read: (repetitions: number) => Promise<unknown>][] = [
  ['telling Jsonnet', 60_000, async (many) => {
    for (const text of ['\n', ' \n', ' ', '"', "'", '\\"', "\\'", 'local ', 'local\n', '|', '|||\n', 'import ', 'std.', '{\n']) isJsonnet(`"${text.repeat(many)}`);
    for (const text of ['local x', 'local x(', 'local', '|||', 'import']) for (const space of ['\n', ' ']) isJsonnet(`${text}${space.repeat(many)}.`);
  }],
  ['telling kickstart', 60_000, async (many) => {
    for (const text of ['\n', ' ', 'a.', 'a .', '.', 'a', '"', '\t\n', '%packages ', 'keyboard ']) isKickstart(bytes(text.repeat(many)));
  }],
  ['telling the dialect of what is not much at all', 300_000, async (many) => {
    for (const filler of ['\n'.repeat(many), '\r'.repeat(many), ' '.repeat(many), `${' '.repeat(500)}\n`.repeat(many / 500), '{\n'.repeat(10)]) {
      await dialectOf({ file: 'f', bytes: bytes(`${filler}hostname: a\n`) }).catch(() => undefined);
    }
  }],
  ['looking for secrets in a command', 150_000, async (many) => {
    for (const word of ['passwd ', 'curl ', 'mysql ', 'useradd ', 'token\n', '://a:']) holdsSecret(word.repeat(many));
  }],
  ['translating a preseed answer that goes on and on', 100_000, async (many) => {
    for (const line of ['partman-auto-raid/recipe string 1', 'apt-setup/local0/repository string deb [a', 'mirror/http/directory string a']) for (const text of [' ', ' .', '/', '[']) await translate(`d-i ${line}${text.repeat(many)}b\n`);
    for (const text of [' ', ' a', ',']) await translate(`tasksel tasksel/first multiselect a${text.repeat(many)}b\n`);
  }],
  ['translating a script of kickstart that is one long line', 100_000, async (many) => {
    await translateKickstart(readKickstart(bytes(`lang en_US.UTF-8\nkeyboard us\nautopart\n%post\n${' '.repeat(many)}x\n%end\n`), 'f'), noHash);
  }],
  ['judging a password', 30_000, (many) => judgePassword('Zq7 '.repeat(many))],
  ['refusing a list of too many numbers', 400_000, (many) => readUserData(bytes(`[${'1,'.repeat(many)}]`), 'f.yaml')],
  ['refusing too many keys', 80_000, (many) => readUserData(bytes(Array.from({ length: many }, (_, index) => `k${index}: `).join('\n')), 'f.yaml')],
];

export async function measureGrowth(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [what, repetitions, read] of readers) {
    await read(repetitions / 4); // Compiles.
    const [floor, measured] = [await leastOf(() => read(repetitions / 4)), await leastOf(() => read(repetitions))];
    figures.push(compare({ what, measured, floor, against: 'a quarter of the text', most: 8, format: milliseconds }));
  }
  return figures;
}

/** The best of three: other work on the machine is not what is measured. */
async function leastOf(work: () => Promise<unknown>): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 3; run++) {
    const begun = performance.now();
    await work();
    least = Math.min(least, performance.now() - begun);
  }
  return least;
}
