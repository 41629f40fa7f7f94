/** Screenshots: the window as it is, or with all that scrolls inside it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';

export type Part = 'window' | 'whole';

const folder = resolve(import.meta.dirname, '../../build/gui');

/** @returns a PNG, one pixel for each of the screen. Nothing moves, blinks or is pointed at in it. */
export async function photograph(page: Page, part: Part): Promise<Buffer> {
  const size = page.viewportSize() ?? { width: 1024, height: 768 };
  await page.mouse.move(0, 0);
  const hidden = part === 'window' ? 0 : await page.evaluate<number>("Math.max(0, ...[document.querySelector('.main'), document.documentElement].map((each) => each ? each.scrollHeight - each.clientHeight : 0))");
  if (hidden > 0) await page.setViewportSize({ width: size.width, height: size.height + hidden });
  await settled(page);
  const shot = await page.screenshot({ animations: 'disabled' });
  if (hidden > 0) await page.setViewportSize(size);
  return shot;
}

/** build/gui/NAME.png: to be looked at. */
export async function keepScreenshot(page: Page, name: string): Promise<Buffer> {
  const shot = await photograph(page, 'whole');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), shot);
  return shot;
}

/** Fonts are there, and colours, which change within a moment, are what they become: axe would measure one on its way. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => undefined)))).then(() => undefined)');
}
