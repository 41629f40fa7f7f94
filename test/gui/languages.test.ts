/** Every screen that asks, in every language: its words are there, in its direction, and have room. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { languageNames } from '../../installer/gui/renderer/screens/welcome/language-names.ts';
import { wizardLanguages } from '../../shared/protocol/answers.ts';
import { answerAll } from './answer.ts';
import { openBrowser, openWizard, set } from './browser.ts';
import { writeMeasurement } from './measured.ts';
import { keepScreenshot } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

const screens = ['welcome', 'machine', 'network', 'storage', 'ai', 'you', 'security', 'review'] as const;
/** Those whose letters or direction a look at English tells nothing about. */
const lookedAt = new Set(['ar', 'he', 'hi', 'ja', 'ko', 'zh-Hans']);

suite('every language', () => {
  let browser: Browser;
  let simulation: Simulation;
  let page: Page;
  let complaints: string[];
  before(async () => {
    browser = await openBrowser();
    simulation = await simulate('sata-windows', ['--measurement', writeMeasurement(12)]);
    ({ page, complaints } = await openWizard(browser, simulation, { reducedMotion: 'reduce' }));
    await answerAll(page);
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  for (const language of wizardLanguages) {
    test(language, async () => {
      const steps = page.getByRole('navigation').getByRole('listitem');
      await steps.first().getByRole('button').click();
      await set(page, 'radio', languageNames[language]);
      await page.locator(`html[lang=${language}][dir=${['ar', 'he'].includes(language) ? 'rtl' : 'ltr'}]`).waitFor();
      for (const [index, screen] of screens.entries()) {
        await steps.nth(index).getByRole('button').click();
        await steps.nth(index).locator('[aria-current=step]').waitFor();
        if (screen === 'review') await page.locator('.disk-figure').waitFor();
        if (lookedAt.has(language)) await keepScreenshot(page, `${screen}-${language}`);
        assert.deepEqual(await faults(page), [], screen);
      }
      assert.deepEqual(complaints, []);
    });
  }
});

/** Keys and values that nobody put words in place of, and words that their button or badge has no room for. */
async function faults(page: Page): Promise<string[]> {
  const text = await page.evaluate<string>('document.body.innerText');
  const unsaid = text.match(/\b(?:ai|common|failed|findings|finished|machine|network|password|progress|review|security|storage|welcome|you)\.[a-z]\w*(?:\.\w+)*\b|\{\w+\}/g) ?? [];
  const cramped = await page.evaluate<string[]>("[...document.querySelectorAll('button, .badge, .step, .card-title, .panel-title, h1')].filter((each) => each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 0 && getComputedStyle(each).display !== 'inline').map((each) => each.className + ': ' + each.textContent)");
  const isWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth');
  return [...unsaid, ...cramped, ...(isWide ? ['wider than its window'] : [])];
}
