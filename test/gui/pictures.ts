/**
 * The committed pictures of the wizard (test/gui/pictures), which README shows: each is taken again by the walks and compared.
 * `COGNOS_RENEW_PICTURES=1` takes them anew; what differs is left in build/gui as NAME.difference.png.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { TestContext } from 'node:test';
import type { Browser } from 'playwright-core';
import { openDecoder, type Decode } from './decode-image.ts';
import { encodePng } from './palette-png.ts';
import { difference } from './pixels.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(import.meta.dirname, 'pictures');
const differences = join(root, 'build/gui');
const madeWith = join(folder, 'made-with.json');
/** Share of a picture's pixels. One letter of the smallest text is more. */
const allowed = 0.00003;
const renews = process.env['COGNOS_RENEW_PICTURES'] === '1';

export interface Pictures {
  /** @param shot a PNG of the screen as it is now */
  take: (name: string, shot: Buffer) => Promise<void>;
  /** Fails with all that differed; skips where this browser draws letters in another way. */
  judge: (context: TestContext) => void;
}

export async function openPictures(browser: Browser): Promise<Pictures> {
  const decode = await openDecoder(browser);
  const [here = ''] = browser.version().split('.');
  if (renews) writeFileSync(madeWith, `${JSON.stringify({ chromium: here })}\n`);
  const before = recordedVersion();
  const faults: string[] = [];
  return {
    async take(name, shot) {
      if (before !== here) return;
      const fault = renews ? await renew(decode, name, shot) : await compare(decode, name, shot);
      if (fault !== undefined) faults.push(fault);
    },
    judge(context) {
      if (before !== here) { context.skip(`the pictures were made with Chromium ${before}, and this is ${here}: letters differ`); return; }
      if (faults.length > 0) throw new Error(`${faults.join('\n')}\nLook at them; COGNOS_RENEW_PICTURES=1 takes the pictures anew.`);
    },
  };
}

async function compare(decode: Decode, name: string, shot: Buffer): Promise<string | undefined> {
  const file = join(folder, `${name}.png`);
  if (!existsSync(file)) return `${relative(root, file)}: is missing`;
  const left = join(differences, `${name}.difference.png`);
  rmSync(left, { force: true });
  const { count, picture } = difference(await decode(readFileSync(file)), await decode(shot));
  if (count <= picture.width * picture.height * allowed) return undefined;
  mkdirSync(differences, { recursive: true });
  writeFileSync(left, encodePng(picture));
  return `${relative(root, file)}: ${count} pixels differ, see ${relative(root, left)}`;
}

async function renew(decode: Decode, name: string, shot: Buffer): Promise<undefined> {
  // One that still holds stays as it is: each version of it is kept for ever.
  if (existsSync(join(folder, `${name}.png`)) && await compare(decode, name, shot) === undefined) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), encodePng(await decode(shot)));
}

function recordedVersion(): string {
  return (JSON.parse(readFileSync(madeWith, 'utf8')) as { chromium: string }).chromium;
}
