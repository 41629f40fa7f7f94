/** Every screen that asks, in every look: it opens, axe finds nothing, nothing runs out of the window. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { violations } from './axe.ts';
import { openBrowser, openWizard, set } from './browser.ts';
import { keepScreenshot } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

interface Look { name: string; options?: BrowserContextOptions; prepare?: (page: Page) => Promise<void> }

const looks: readonly Look[] = [
  { name: 'light' },
  { name: 'dark', options: { colorScheme: 'dark' } },
  { name: 'contrast', prepare: (page) => set(page, 'switch', 'High contrast') },
  { name: 'contrast-dark', options: { colorScheme: 'dark', contrast: 'more' } },
  { name: 'large', prepare: (page) => set(page, 'switch', 'Large text') },
  { name: 'rtl', prepare: (page) => set(page, 'radio', 'العربية') },
  // What a window of 1024 by 768 has left at 200%.
  { name: 'zoom', options: { viewport: { width: 512, height: 384 }, deviceScaleFactor: 2 } },
];

const steps = ['welcome', 'machine', 'network', 'storage', 'ai', 'you', 'security', 'review'] as const;

suite('every screen that asks', () => {
  let browser: Browser;
  let simulation: Simulation;
  before(async () => { browser = await openBrowser(); });
  after(async () => { await browser.close(); });

  for (const { name, options = {}, prepare } of looks) {
    test(name, async (context) => {
      simulation = await simulate('rtx-4090-workstation');
      context.after(() => simulation.stop());
      const { page, complaints } = await openWizard(browser, simulation, options);
      context.after(() => page.context().close());
      await prepare?.(page);
      for (const [index, step] of steps.entries()) {
        await page.getByRole('navigation').getByRole('listitem').nth(index).locator('[aria-current=step]').waitFor();
        await page.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        await keepScreenshot(page, `${step}-${name}`);
        assert.deepEqual(await violations(page), [], step);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, `${step} is wider than its window`);
        if (step !== 'review') await page.locator('.footer .button-primary').click();
      }
      assert.deepEqual(complaints, []);
    });
  }
});

/** Colours change within a moment, and axe would measure one on its way. */
async function settled(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => Promise.all(document.getAnimations().filter(({ effect }) => effect.getTiming().iterations !== Infinity).map(({ finished }) => finished.catch(() => undefined)))).then(() => undefined)');
}
