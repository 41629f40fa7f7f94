/** Debian's Chromium, driven by playwright. Whatever a page says on its console that is no use of ours fails the test. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import type { Simulation } from './simulation.ts';

export const chromiumPath = '/usr/bin/chromium';

/** The window on the medium is an application's and has none; here the pages of its lists are 200 files beside our first screen. */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** Chromium goes by the last of several such lists, so playwright's own stands here again (its chromiumSwitches.ts says why each). */
const playwrights = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding',
  'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
];

export function openBrowser(): Promise<Browser> {
  // Chromium cannot have its sandbox as root, which is who builds in a container; nobody else goes without.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath: chromiumPath, args: [
    ...asRoot,
    // Letters are drawn the same whatever fontconfig of this machine says of hinting.
    '--font-render-hinting=none', '--disable-lcd-text',
    `--disable-features=${[...addressBar, ...playwrights].join()}`,
  ] });
}

export interface Window { page: Page; /** Errors and warnings that the page has had. */ complaints: string[] }

export interface WindowOptions extends BrowserContextOptions { /** What its clock says, all the time; left out, it goes. */ at?: Date }

export async function openWizard(browser: Browser, { link }: Simulation, { at, ...options }: WindowOptions = {}): Promise<Window> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, ...options });
  // Long enough that only what hangs runs into it, on the busiest machine.
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  const complaints = watch(page);
  if (at) await page.clock.setFixedTime(at);
  await page.goto(await link());
  await page.getByRole('navigation').getByRole('listitem').first().waitFor();
  return { page, complaints };
}

export function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`); });
  return complaints;
}

/** Sets a radio button or a switch as soon as it may be set; the eye sees a drawing in its place, which is why a click is forced. */
export async function set(page: Page, role: 'radio' | 'switch' | 'checkbox', name: string, isOn = true): Promise<void> {
  await page.getByRole(role, { name, disabled: false }).setChecked(isOn, { force: true });
}
