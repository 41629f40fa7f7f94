/** A person at the wizard: everything that is asked, answered once. */
import type { Page } from 'playwright-core';
import { set } from './browser.ts';

/** Of `sata-windows`. */
export const serial = 'S6PTNZ0R100001';
const password = 'Kanari 7 im DunkelN!';

/** By the button at the bottom, which has the same place on every screen. */
export async function next(page: Page, title: string): Promise<void> {
  await page.locator('.footer .button-primary').click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** From the welcome to the security screen. */
export async function answerAll(page: Page, { measures = true } = {}): Promise<void> {
  await next(page, 'This machine');
  await next(page, 'Network');
  await next(page, 'Disk');
  await set(page, 'radio', serial);
  await next(page, 'Language model');
  if (measures) {
    await page.getByRole('button', { name: 'Measure now' }).click();
    await page.getByRole('button', { name: 'Measure again' }).waitFor();
  }
  await next(page, 'You');
  await page.getByLabel('Machine name').fill('edge-01');
  await page.getByLabel('Your full name').fill('Ada Lovelace');
  await page.getByLabel('Login name').fill('ada');
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill(password);
  await page.getByRole('textbox', { name: 'The same password again' }).fill(password);
  await page.getByText('A password is set.').waitFor();
  await next(page, 'Security');
}
