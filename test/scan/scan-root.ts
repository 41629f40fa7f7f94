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
  /** All rules of the profile, and without those that tailoring.xml leaves out. */
  oscap: { plain: OscapResult; tailored: OscapResult };
  lynis?: LynisResult;
  ssh: SshAuditResult;
  units: UnitExposure[];
}

export const oscapProfiles: Readonly<Record<string, string>> = {
  none: 'cis_level1_server', baseline: 'cis_level1_server', 'cis-level1-server': 'cis_level1_server', 'cis-level2-server': 'cis_level2_server',
};

export async function hardenRoot(root: string, profile: string): Promise<Unfinished[]> {
  return JSON.parse(await beside(root, [process.execPath, join(here, 'harden-root.ts'), root, profile])) as Unfinished[];
}

export async function scanRoot(root: string, profile: string, content: string, unfinished: Unfinished[], { lynis }: { lynis: boolean }): Promise<ScanResult> {
  const judged = oscapProfiles[profile] ?? 'cis_level1_server';
  const plain = await scanWithOscap(root, content, judged, false);
  const tailored = await scanWithOscap(root, content, judged, true);
  return {
    profile, unfinished, oscap: { plain, tailored },
    ...(lynis ? { lynis: await scanWithLynis(root) } : {}),
    ssh: await auditSsh(root), units: await exposures(root),
  };
}

