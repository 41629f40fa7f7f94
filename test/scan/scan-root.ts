/** Everything that judges, of one root and one profile. */
import { join } from 'node:path';
import { beside } from './enclosure.ts';
import { scanWithLynis, type LynisResult } from './lynis.ts';
import { scanWithOscap, type OscapResult } from './oscap.ts';
import { here } from './places.ts';
import { auditSsh, type SshAuditResult } from './ssh-audit.ts';
import { exposures, type UnitExposure } from './units.ts';
import type { Unfinished } from './harden-root.ts';

export interface ScanResult {
  profile: string;
  /** Controls that say of themselves that they are not so. */
  unfinished: Unfinished[];
  oscap: OscapResult;
  lynis?: LynisResult;
  ssh: SshAuditResult;
  units: UnitExposure[];
}

/** By the benchmark of its level; what asks for less is held against the first. */
const benchmark = (profile: string): string => (profile === 'cis-level2-server' ? 'cis_level2_server' : 'cis_level1_server');

export async function hardenRoot(root: string, profile: string): Promise<Unfinished[]> {
  return JSON.parse(await beside(root, [process.execPath, join(here, 'harden-root.ts'), root, profile])) as Unfinished[];
}

export async function scanRoot(root: string, profile: string, content: string, unfinished: Unfinished[], { lynis }: { lynis: boolean }): Promise<ScanResult> {
  return {
    profile, unfinished, oscap: await scanWithOscap(root, content, benchmark(profile)), ...(lynis ? { lynis: await scanWithLynis(root) } : {}),
    ssh: await auditSsh(root), units: await exposures(root),
  };
}
