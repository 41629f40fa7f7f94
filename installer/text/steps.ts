/** The steps, as the graphical wizard has them. Where a person can go is decided by the same functions. */
import { sections, type Section } from '../../shared/protocol/answers.ts';
import type { LocalFinding, Snapshot } from '../../shared/protocol/snapshot.ts';
import { stepsOf, viewOf, type View } from '../gui/renderer/flow/route.ts';

export type StepId = Section | 'machine' | 'review';
export type { View };

interface Step { id: StepId; section?: Section; isReachable(snapshot: Snapshot): boolean }

const knowsMachine = ({ machine }: Snapshot): boolean => machine !== undefined;
const always = (): boolean => true;

const steps: readonly Step[] = [
  { id: 'welcome', section: 'welcome', isReachable: always },
  { id: 'machine', isReachable: knowsMachine },
  { id: 'network', section: 'network', isReachable: knowsMachine },
  { id: 'storage', section: 'storage', isReachable: knowsMachine },
  { id: 'ai', section: 'ai', isReachable: ({ ai }) => ai !== undefined },
  { id: 'you', section: 'you', isReachable: always },
  { id: 'security', section: 'security', isReachable: always },
  { id: 'review', isReachable: knowsMachine },
];

export function stepsFor(snapshot: Snapshot): readonly Step[] {
  return stepsOf(steps, snapshot, sections.length);
}

export function viewFor(snapshot: Snapshot | undefined, wanted: StepId): View {
  const asked = snapshot ? stepsFor(snapshot) : steps;
  return viewOf(snapshot, asked.some(({ id }) => id === wanted) ? wanted : asked[0]?.id ?? 'review');
}

export function isReachable(id: StepId, snapshot: Snapshot): boolean {
  return steps.find((step) => step.id === id)?.isReachable(snapshot) ?? false;
}

/** Those that keep a plan from being made. */
export function errorsOf({ preview }: Snapshot): LocalFinding[] {
  return preview?.ok === false ? preview.findings.filter(({ severity }) => severity === 'error') : [];
}

export function findingsOf(snapshot: Snapshot, section: Section): LocalFinding[] {
  const { preview } = snapshot;
  const all = preview === undefined ? [] : preview.ok ? preview.warnings : preview.findings;
  return all.filter((finding) => finding.section === section);
}
