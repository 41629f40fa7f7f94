import type { Step } from '../../shared/plan/step.ts';

/** A write-file step whose content can be shown as it is. */
export function writeText(id: string, path: string, text: string, mode = 0o644): Step {
  return { id: `write-${id}`, kind: 'write-file', label: 'Configuring the system', weight: 0.1, path, mode, content: { text } };
}
