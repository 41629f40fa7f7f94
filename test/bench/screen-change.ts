/** From pressing Next or Back to the first frame of the other screen, in a walk through everything that asks, forth and back. */
import type { Page } from 'playwright-core';
import { openBrowser, openWizard } from '../gui/browser.ts';
import { simulate } from '../gui/simulation.ts';
import { afterFrame } from './after-frame.ts';
import { median } from './figure.ts';
import { memoryOf, type ResidentMemory } from './resident-memory.ts';

const walks = 3;

export interface Change { to: string; milliseconds: number; /** It was never shown before. */ isFirst: boolean }
/** @property frame milliseconds from one frame of an animation to the next, in the same page  @property engine its memory when all was seen */
export interface Walk { changes: Change[]; frame: number; engine: ResidentMemory }

/** Presses one button and waits for another title, drawn. */
const press = (selector: string): string => `new Promise((done) => {
  const title = () => document.querySelector('h1')?.textContent;
  const before = title();
  const begun = performance.now();
  const look = () => {
    const now = title();
    if (now === before || now === undefined) return;
    watcher.disconnect();
    ${afterFrame('done({ to: now, milliseconds: performance.now() - begun });')}
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { subtree: true, childList: true, characterData: true });
  document.querySelector(${JSON.stringify(selector)}).click();
})`;

const frames = `new Promise((done) => {
  const times = [];
  const note = (time) => { times.push(time); if (times.length > 60) done(times.slice(1).map((each, index) => each - times[index])); else requestAnimationFrame(note); };
  requestAnimationFrame(note);
})`;

/** @param program the bundled cognos-install */
export async function measureScreenChanges(program: string): Promise<Walk> {
  const engine = await simulate('rtx-4090-workstation', [], program);
  const browser = await openBrowser();
  try {
    const { page } = await openWizard(browser, engine);
    const frame = median(await page.evaluate<number[]>(frames));
    const changes: Change[] = [];
    for (let walk = 0; walk < walks; walk += 1) {
      for (const selector of ['.footer .button-primary', '.footer .button-plain']) changes.push(...await walkThrough(page, selector, changes));
    }
    return { changes, frame, engine: memoryOf(engine.pid) };
  } finally {
    await browser.close();
    await engine.stop();
  }
}

async function walkThrough(page: Page, selector: string, before: readonly Change[]): Promise<Change[]> {
  const changes: Change[] = [];
  const button = page.locator(`${selector}:enabled`);
  while (await button.count() > 0) {
    const change = await page.evaluate<Omit<Change, 'isFirst'>>(press(selector));
    changes.push({ ...change, isFirst: ![...before, ...changes].some(({ to }) => to === change.to) });
    // What the screen still asks of the engine is not a part of the next change.
    await page.evaluate('new Promise((done) => { requestIdleCallback(done); })');
  }
  return changes;
}
