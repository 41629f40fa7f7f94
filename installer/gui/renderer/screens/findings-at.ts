/** Which of the plan's findings stands beside which field. Pure. */
import type { LocalFinding, Preview } from '../../../../shared/protocol/snapshot.ts';

export function findingsOf(preview: Preview | undefined): readonly LocalFinding[] {
  if (!preview) return [];
  return preview.ok ? preview.warnings : preview.findings;
}

/** For one field: an error before a warning. `path` is the spec's, `cognos.storage.root`, and stands for what lies below it too. */
export function findingAt(findings: readonly LocalFinding[], ...paths: string[]): LocalFinding | undefined {
  const here = findings.filter(({ path }) => paths.some((each) => isWithin(path, each)));
  return here.find(({ severity }) => severity === 'error') ?? here[0];
}

/** What belongs to the section and stands beside none of its fields: for the top of the screen. */
export function findingsElsewhere(findings: readonly LocalFinding[], section: LocalFinding['section'], ...shown: readonly (LocalFinding | undefined)[]): LocalFinding[] {
  return findings.filter((finding) => finding.section === section && !shown.includes(finding));
}

function isWithin(path: string, parent: string): boolean {
  return path === parent || path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
}
