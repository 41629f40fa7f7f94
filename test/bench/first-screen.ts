/** From an engine that is ready to a first screen that can be used, and the same for a page that does nothing. */
import { openBrowser } from '../gui/browser.ts';
import { simulate } from '../gui/simulation.ts';
import { afterFrame } from './after-frame.ts';
import { serveBarePage } from './bare-page.ts';

const rounds = 7;

/** Milliseconds. `page`: from the address to the first frame in which the page can be used; `all`: with the browser's own start. */
export interface Opening { page: number; all: number }
export interface FirstScreen { wizard: Opening; bare: Opening }

/**
 * Leaves a promise in the page: when, in milliseconds since 1970, the first frame was drawn in which Next can be pressed and a
 * language can be chosen.
 */
const watchForUse = `window.usableAt = new Promise((done) => {
  const look = () => {
    if (!document.querySelector('.footer .button-primary:enabled') || !document.querySelector('input[type=radio]:enabled')) return;
    watcher.disconnect();
    ${afterFrame('done(Date.now());')}
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document, { subtree: true, childList: true, attributes: true });
})`;

/** @param program the bundled cognos-install  @param gui the built renderer */
export async function measureFirstScreens(program: string, gui: string): Promise<FirstScreen[]> {
  const bare = await serveBarePage(gui);
  try {
    const results: FirstScreen[] = [];
    for (let round = 0; round < rounds; round += 1) results.push({ bare: await open(bare.url), wizard: await openEngine(program) });
    return results;
  } finally {
    bare.stop();
  }
}

async function openEngine(program: string): Promise<Opening> {
  const engine = await simulate('rtx-4090-workstation', [], program);
  try {
    return await open(await engine.link());
  } finally {
    await engine.stop();
  }
}

async function open(url: string): Promise<Opening> {
  const begun = Date.now();
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1024, height: 768 } });
    const page = await context.newPage();
    await page.addInitScript(watchForUse);
    const asked = Date.now();
    await page.goto(url);
    // The link that lets a browser in leads on by itself.
    await page.waitForURL('**/');
    const usable = await page.evaluate<number>('usableAt');
    return { page: usable - asked, all: usable - begun };
  } finally {
    await browser.close();
  }
}
