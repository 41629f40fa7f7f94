/** A finding beside its field: the screen it belongs to, and the nearest answer that works as one button. */
import type { Finding } from '../../shared/errors.ts';
import type { Machine } from '../../shared/machine/machine.ts';
import type { Answers } from '../../shared/protocol/answers.ts';
import type { AiOffer, DiskOffer, LocalFinding } from '../../shared/protocol/snapshot.ts';
import { sectionOf } from './section-of.ts';

/** What an answer that works is found among. */
export interface Surroundings { machine: Machine; answers: Answers; ai?: AiOffer | undefined; disks: DiskOffer[] }

export function localFinding(finding: Finding, _surroundings: Surroundings): LocalFinding {
  const section = sectionOf(finding.path);
  return { ...finding, ...(section ? { section } : {}) };
}
