/** The wizard in Chromium: the first screen, a change of screens, what has to be loaded for them, and what the engine keeps in memory. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../installer/bundle.ts';
import { ensurePackages } from '../../installer/medium/build-packages.ts';
import { buildGui } from '../gui/built.ts';
import { measureEntry } from '../gui/entry-size.ts';
import { guiPackages } from '../gui/packages.ts';
import { browserWords } from './browser-words.ts';
import { compare, median, milliseconds, type Figure } from './figure.ts';
import { measureFirstScreens, type FirstScreen } from './first-screen.ts';
import { machineWords } from './machine-words.ts';
import { buildFolder } from './places.ts';
import { idleNode, type ResidentMemory } from './resident-memory.ts';
import { measureScreenChanges, type Walk } from './screen-change.ts';
import { figureTable } from './table.ts';

/** The report in markdown, without its title. */
export async function measureGui(): Promise<string> {
  await ensurePackages([...guiPackages]);
  const gui = await buildGui();
  // The engine as the medium carries it: the sources are ten times the files, and another amount of memory.
  const dist = mkdtempSync(join(buildFolder, 'bench-dist-'));
  try {
    await bundle(dist);
    const program = join(dist, 'cognos-install.mjs');
    const firsts = await measureFirstScreens(program, gui);
    const walk = await measureScreenChanges(program);
    const figures = [...firstScreenFigures(firsts), ...changeFigures(walk), entryFigure(gui), ...memoryFigures(walk.engine, await idleNode())];
    return `Measured on: ${machineWords()}, ${browserWords()} without a window. Medians of ${firsts.length} interleaved rounds, each with an engine and a browser of its own;`
      + ` ${walk.changes.length} changes of screens. A page's time goes to the first frame after it can be used.\n\n${figureTable(figures)}`;
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

function firstScreenFigures(rounds: readonly FirstScreen[]): Figure[] {
  const of = (pick: (round: FirstScreen) => number): number => median(rounds.map(pick));
  const figure = (what: string, measured: number, floor: number): Figure => compare({ what, measured, floor, against: 'a bare page of as many bytes', format: milliseconds });
  const page = of(({ wizard }) => wizard.page);
  return [
    { ...figure('engine ready to first screen usable, in a Chromium that is open', page, of(({ bare }) => bare.page)), limit: '1.0 s', met: page <= 1000 },
    figure('the same with the start of Chromium', of(({ wizard }) => wizard.all), of(({ bare }) => bare.all)),
  ];
}

function changeFigures({ changes, frame }: Walk): Figure[] {
  const first = changes.filter(({ isFirst }) => isFirst);
  const later = changes.filter(({ isFirst }) => !isFirst);
  const slowest = [...first, ...later].reduce((worst, each) => (each.milliseconds > worst.milliseconds ? each : worst));
  const figure = (what: string, measured: number): Figure => (
    { ...compare({ what, measured, floor: frame, against: 'one frame of an animation', format: milliseconds }), limit: '100 ms', met: measured < 100 });
  return [
    figure('a change of screens, the first time', median(first.map((each) => each.milliseconds))),
    figure('a change of screens, later', median(later.map((each) => each.milliseconds))),
    figure(`the slowest change: to ${slowest.to}${slowest.isFirst ? ', the first time' : ''}`, slowest.milliseconds),
  ];
}

function entryFigure(gui: string): Figure {
  const { bytes, files } = measureEntry(gui);
  return { what: `what the first screen loads, gzipped, without fonts (${files} files)`, measured: `${(bytes / 1000).toFixed(0)} kB`, limit: '350 kB', met: bytes <= 350_000 };
}

function memoryFigures(engine: ResidentMemory, idle: ResidentMemory): Figure[] {
  const figure = (what: string, pick: (memory: ResidentMemory) => number): Figure => (
    compare({ what, measured: pick(engine), floor: pick(idle), against: 'a `node` that waits', format: (value) => `${value.toFixed(0)} MiB` }));
  return [
    figure('the engine after that walk, resident memory (RSS)', ({ rss }) => rss),
    figure('its share of it (PSS)', ({ pss }) => pss),
  ];
}
