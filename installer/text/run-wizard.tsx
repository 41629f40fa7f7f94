/** The wizard on this terminal, until it is left. */
import { render } from 'ink';
import { wizardLanguages } from '../../shared/protocol/answers.ts';
import { App } from './app.tsx';
import { keyboard } from './keyboard.ts';
import { lineStream } from './line-stream.ts';
import { screenStream } from './screen-stream.ts';
import { openStore, type Road } from './store.ts';
import { canShow, sizeOf, type Terminal } from './terminal.ts';
import { wordsOf } from './words.ts';

export interface WizardOptions {
  road: Road;
  terminal: Terminal;
  /** Told line by line, not drawn. */
  lines: boolean;
  input: NodeJS.ReadStream;
  output: NodeJS.WriteStream;
}

/** What is between the bytes of one key: on an emulated serial line more than anybody would think. */
const patience = { slow: 250, fast: 60 };

export async function runWizard({ road, terminal, lines, input, output }: WizardOptions): Promise<void> {
  const speed = terminal.slow ? 'slow' : 'fast';
  const write = (text: string): void => { output.write(text); };
  const store = openStore(road, { progressMilliseconds: lines ? 20_000 : terminal.slow ? 1000 : 200 });
  const screen = lines ? lineStream(terminal, write) : screenStream(terminal, write);
  const languages = await spoken(terminal);
  const left = Promise.withResolvers<void>();
  const keys = keyboard(() => settle(app), patience[speed]);
  const view = (now: Terminal) => <App store={store} keys={keys} terminal={now} languages={languages} redraw={screen.redraw} leave={left.resolve} />;
  const app = render(view(terminal), {
    // Debug: whole frames, which the screen compares itself; the terminal may know less than Ink takes for granted.
    stdout: screen.stream, stdin: input, debug: true, interactive: true, patchConsole: false, exitOnCtrlC: false,
  });
  const resize = (): void => {
    const now = { ...terminal, ...sizeOf(output) };
    screen.resize(now);
    app.rerender(view(now));
  };
  const stop = listen(input, keys.feed, left.resolve);
  output.on('resize', resize);
  await left.promise;
  output.off('resize', resize);
  stop();
  app.unmount();
  screen.close();
  road.close();
}

/**
 * Until what a key changed is drawn. React asks for its turn in a microtask and gets it in the immediate after that, which
 * Ink's own waiting comes before; what an effect changes then takes one turn more.
 */
async function settle(app: ReturnType<typeof render>): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => { setImmediate(resolve); });
  await app.waitUntilRenderFlush();
}

async function spoken(terminal: Terminal): Promise<(typeof wizardLanguages)[number][]> {
  const able = wizardLanguages.filter((language) => canShow(terminal, language));
  const words = await Promise.all(able.map(wordsOf));
  return able.filter((_, index) => words[index] !== undefined);
}

/** A terminal that hangs up leaves the wizard; the engine goes on. */
function listen(input: NodeJS.ReadStream, feed: (bytes: string) => void, leave: () => void): () => void {
  const signals = ['SIGTERM', 'SIGHUP'] as const;
  input.setRawMode(true);
  input.setEncoding('utf8');
  input.on('data', feed);
  input.on('end', leave);
  for (const signal of signals) process.on(signal, leave);
  input.resume();
  return () => {
    for (const signal of signals) process.off(signal, leave);
    input.off('data', feed);
    input.setRawMode(false);
    input.pause();
    input.unref();
  };
}
