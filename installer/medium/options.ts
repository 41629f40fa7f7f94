import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Gui } from './gui/packages.ts';
import { buildFolder } from './places.ts';

export interface IsoOptions {
  out: string;
  gui: Gui;
  help: boolean;
}

export class UsageError extends Error {}

export const usage = `Usage: npm run iso -- [--out FILE] [--gui chromium] [--arch amd64]

Builds the CognOS install medium, a hybrid ISO for BIOS and UEFI.

  --out FILE      where to write it (build/cognos.iso)
  --gui KIND      what shows the wizard on the machine's own screen:
                  chromium  Debian's browser in a kiosk (default)
                  electron  Electron, when its runtime is here; else chromium, and it says so
                  none      the text wizard only, and browsers over the network; 150 MB less
  --arch ARCH     amd64; arm64 is designed for and not built yet
  --help          this text

Environment: SOURCE_DATE_EPOCH (default: the date of the last commit),
COGNOS_SIGNING_HOME (a GnuPG home with the signing key; default: a development key).
Stages are kept in build/medium; remove that folder to take newer Debian packages.
`;

/** Throws UsageError: exit 2. */
export function readOptions(args: readonly string[]): IsoOptions {
  const { values } = parse(args);
  if (values.arch === 'arm64') throw new UsageError('--arch arm64 is not built yet: boot images, kernel and Node for it are designed for, but only amd64 media are made');
  if (values.arch !== 'amd64') throw new UsageError(`--arch ${values.arch} is not known: amd64 is what can be built`);
  return { out: values.out, gui: readGui(values.gui), help: values.help };
}

function readGui(text: string): Gui {
  if (text === 'chromium' || text === 'electron' || text === 'none') return text;
  throw new UsageError(`--gui ${text} is not known: chromium, electron or none`);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        out: { type: 'string', default: join(buildFolder, 'cognos.iso') },
        gui: { type: 'string', default: 'chromium' },
        arch: { type: 'string', default: 'amd64' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
