/** The finding that belongs to one field: the answers as they are, seen by the planner. Pure. */
import type { LocalFinding, Preview } from '../../../../../shared/protocol/snapshot.ts';

/** @param at of the place in the spec that the field fills */
export function findingAt(preview: Preview | undefined, at: RegExp): LocalFinding | undefined {
  const findings = preview?.ok === false ? preview.findings : preview?.warnings ?? [];
  return findings.find(({ path }) => at.test(path));
}
