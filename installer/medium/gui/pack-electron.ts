/** Electron as the live system has it: runtime with its fuses blown, the application as one archive, nothing else. */
import { chmod, cp, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { flipFuses, FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { repository } from '../places.ts';
import { fileDigest, treeDigest } from '../tree-digest.ts';
import { writeAsar } from './asar.ts';

/** Switches in the binary itself: no environment variable and no argument makes a general Node of it, or lets a debugger in. */
const fuses = {
  version: FuseVersion.V1 as const,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
};

/** What the packed application is made of, for the stage's key. */
export async function electronInputs(runtime: string): Promise<unknown> {
  return {
    fuses, version: await readFile(join(runtime, 'version'), 'utf8'), code: await fileDigest(import.meta.filename),
    app: await treeDigest(join(repository, 'dist-gui-electron')), pages: await treeDigest(join(repository, 'dist-gui')),
  };
}

/** @param runtime folder of Electron's own release */
export async function packElectron(runtime: string, into: string): Promise<void> {
  await mkdir(into, { recursive: true });
  await cp(runtime, into, { recursive: true });
  await rm(join(into, 'resources/default_app.asar'), { force: true });
  const app = `${into}.app`;
  await mkdir(app);
  await cp(join(repository, 'dist-gui-electron'), app, { recursive: true });
  await cp(join(repository, 'dist-gui'), join(app, 'gui'), { recursive: true });
  await writeAsar(app, join(into, 'resources/app.asar'));
  await rm(app, { recursive: true });
  await blowFuses(join(into, 'electron'));
  // Debian's kernel lets everybody make namespaces, which is all that the sandbox needs: no program with privileges.
  await rm(join(into, 'chrome-sandbox'), { force: true });
  await chmod(join(into, 'electron'), 0o755);
}

/** Throws unless every fuse is as asked for afterwards. */
export async function blowFuses(program: string): Promise<void> {
  await flipFuses(program, fuses);
  const wire = await getCurrentFuseWire(program);
  for (const [fuse, wanted] of Object.entries(fuses)) {
    const state = wire[Number(fuse) as FuseV1Options];
    if (fuse !== 'version' && state !== (wanted === true ? FuseState.ENABLE : FuseState.DISABLE)) throw new Error(`${program}: fuse ${FuseV1Options[Number(fuse)]} is ${String(state)}`);
  }
}
