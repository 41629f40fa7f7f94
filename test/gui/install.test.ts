/** From the review to the end: an install that is watched, reloaded, fails once and goes on. It writes nothing: a simulation. */
import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { answerAll, next, serial } from './answer.ts';
import { violations } from './axe.ts';
import { openBrowser, openWizard } from './browser.ts';
import { holdInstall, type Hold } from './hold-install.ts';
import { openPictures, type Pictures } from './pictures.ts';
import { keepScreenshot, photograph, settled } from './screenshot.ts';
import { simulate, type Simulation } from './simulation.ts';

const at = new Date('2026-11-29T09:30:00Z');

suite('an install', () => {
  let browser: Browser;
  let simulation: Simulation;
  let pictures: Pictures;
  let page: Page;
  let complaints: string[];
  let hold: Hold;
  before(async () => {
    browser = await openBrowser();
    pictures = await openPictures(browser);
    simulation = await simulate('sata-windows', ['--fail-at', 'install-bootloader', '--install-seconds', '4']);
    ({ page, complaints } = await openWizard(browser, simulation, { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', at }));
    await answerAll(page, { measures: false });
    await next(page, 'Review');
  });
  after(async () => {
    await browser.close();
    await simulation.stop();
  });

  test('what would be lost keeps the button shut until the digits are right', async () => {
    const begin = page.getByRole('button', { name: 'Install', exact: true });
    const digits = page.getByRole('textbox', { name: /^Type the last 4 digits/ });
    await digits.fill('1234');
    assert.equal(await begin.isDisabled(), true);
    await digits.fill(serial.slice(-4));
    await page.getByText('The digits are right.').waitFor();
    assert.equal(await begin.isDisabled(), false);
  });

  test('progress stays in sight through a reload', async () => {
    hold = await holdInstall(page, at);
    await page.reload();
    await page.getByRole('textbox', { name: /^Type the last 4 digits/ }).fill(serial.slice(-4));
    await page.getByRole('button', { name: 'Install', exact: true }).click();
    await page.getByText('46% done').waitFor();
    await page.reload();
    await page.getByText('46% done').waitFor();
    await look(pictures, page, 'progress');
  });

  test('a failure says what happened, and the install goes on from there', async () => {
    hold.letGo();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'It did not work' }).waitFor();
    await look(pictures, page, 'failed');
    await page.getByRole('button', { name: 'Go on where it stopped' }).click();
    await page.getByRole('heading', { level: 1, name: 'Finished' }).waitFor();
  });

  test('a press on "Restart now" is one, however long it takes', async () => {
    const button = page.getByRole('button', { name: 'Restart now' });
    const { x, y, width, height } = await button.boundingBox() ?? assert.fail('it is not there');
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await page.waitForTimeout(300);
    await page.mouse.up();
    // The simulation's answer.
    await page.getByText('this computer is neither restarted nor switched off').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Finished' }).waitFor();
  });

  test('at the end it says how the machine is reached, and any key stops the countdown', async () => {
    await page.keyboard.press('Shift');
    await page.getByText('The countdown was stopped.').waitFor({ state: 'attached' });
    await look(pictures, page, 'finished');
    assert.deepEqual(complaints, []);
  });

  test('these screens look as they did', (context) => { pictures.judge(context); });
});

/** A picture in light, and axe's judgement of every theme. */
async function look(pictures: Pictures, page: Page, name: string): Promise<void> {
  await keepScreenshot(page, `${name}-light`);
  await pictures.take(name, await photograph(page, 'window'));
  for (const media of [{}, { colorScheme: 'dark' }, { colorScheme: 'dark', contrast: 'more' }, { colorScheme: 'light', contrast: 'more' }] as const) {
    await page.emulateMedia(media);
    await settled(page);
    assert.deepEqual(await violations(page), [], `${name} ${JSON.stringify(media)}`);
  }
  await page.emulateMedia({ colorScheme: 'light', contrast: 'no-preference' });
}
