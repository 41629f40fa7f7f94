/** What opens the wizard on a developer's machine, and what is said of it. Pure. */
export interface Surroundings {
  /** Electron's program, when its runtime is here. */
  electron?: string | undefined;
  /** Why it is not used, one clause. */
  whyNot?: string | undefined;
  /** Programs that open an address, the best one first. */
  browsers: readonly string[];
  hasDisplay: boolean;
  isRoot: boolean;
}

export interface Opener {
  with: 'electron' | 'browser' | 'nobody';
  program?: string;
  words: string;
}

export function chooseOpener({ electron, whyNot, browsers: [browser], hasDisplay, isRoot }: Surroundings): Opener {
  if (!hasDisplay) return { with: 'nobody', words: 'There is no display here: open the address in a browser.' };
  // Chromium and Electron do not sandbox as root, and neither is started without its sandbox.
  if (isRoot) return { with: 'nobody', words: 'Nothing is opened as root, where browsers have no sandbox: open the address as yourself.' };
  if (electron !== undefined) return { with: 'electron', program: electron, words: 'Opening Electron.' };
  const reason = `Without Electron (${whyNot ?? 'it was not asked for'})`;
  if (browser === undefined) return { with: 'nobody', words: `${reason}, and no browser was found: open the address in one.` };
  return { with: 'browser', program: browser, words: `${reason}: opening the same wizard in the browser.` };
}
