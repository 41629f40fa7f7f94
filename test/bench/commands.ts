/** What needs no virtual machine: the command line against Node's own start, the planner, and what reads strangers' texts. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../../installer/bundle.ts';
import { compare, milliseconds, type Figure } from './figure.ts';
import { measureGrowth } from './growth.ts';
import { machineWords } from './machine-words.ts';
import { measurePlanning, type Planned } from './planning.ts';
import { buildFolder, typicalSpec } from './places.ts';
import { medianWallTimes, peakMiB } from './processes.ts';
import { measureRefusals } from './refusals.ts';
import { figureTable } from './table.ts';

const runs = 21;

/** The report in markdown, without its title. */
export async function measureCommands(): Promise<string> {
  const dist = mkdtempSync(join(buildFolder, 'bench-dist-'));
  try {
    await bundle(dist);
    return await report(dist);
  } finally {
    rmSync(dist, { recursive: true, force: true });
  }
}

async function report(dist: string): Promise<string> {
  const nothing = ['-e', '0'];
  // What installer/bin/cognos-install ends up as, without the shell in front.
  const validate = ['--disable-warning=ExperimentalWarning', join(dist, 'cognos-install.mjs'), 'validate', typicalSpec];
  const probe = ['--disable-warning=ExperimentalWarning', join(dist, 'cognos-install.mjs'), 'probe', '--json'];
  const [floor = 0, measured = 0, probed = 0] = medianWallTimes([nothing, validate, probe], runs);
  const planned = await measurePlanning();
  const figures: Figure[] = [
    compare({ what: '`validate` of a typical file, wall time', measured, floor, against: '`node -e 0`', most: 3, format: milliseconds }),
    probing(probed, floor),
    ...planningFigures(planned),
    ...await measureRefusals(),
    ...await measureGrowth(),
    memory('`validate`', peakMiB(validate), peakMiB(nothing)),
  ];
  return `Measured on: ${machineWords()}. Wall times are medians of ${runs} interleaved runs.\n\n${figureTable(figures)}`;
}

/** The start of Node and the tools that the probe asks (lsblk, uname, systemd-detect-virt) are all in it. */
function probing(measured: number, floor: number): Figure {
  const figure = compare({ what: '`probe --json` of this machine, wall time', measured, floor, against: '`node -e 0`', format: milliseconds });
  return { ...figure, limit: '300 ms', met: measured < 300 };
}

function planningFigures(planned: readonly Planned[]): Figure[] {
  const slowest = (pick: (each: Planned) => number): Planned => planned.reduce((worst, each) => (pick(each) > pick(worst) ? each : worst));
  const figure = (what: string, pick: (each: Planned) => number): Figure => {
    const worst = slowest(pick);
    return { what: `${what}: ${worst.machine} with ${worst.spec}`, measured: milliseconds(pick(worst)), limit: '20 ms', met: pick(worst) < 20 };
  };
  const count = new Set(planned.map(({ machine }) => machine)).size;
  return [
    figure(`planning, the slowest of ${planned.length} (${count} recorded machines), processor time of the first call`, ({ first }) => first),
    figure('planning, the slowest, median of later calls', ({ later }) => later),
  ];
}

function memory(what: string, measured: number, floor: number): Figure {
  return { what: `${what}, peak resident memory`, measured: `${measured.toFixed(0)} MiB`, floor: `${floor.toFixed(0)} MiB (\`node -e 0\`)`, ratio: measured / floor };
}
