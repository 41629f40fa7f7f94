/** One step of an install by its own handler, on a recording host. */
import { installHandlers } from '../../installer/steps/index.ts';
import type { Handler, Step, StepContext, StepKind, StepOf } from '../../shared/plan/step.ts';
import { revealer } from '../../shared/system/secrets.ts';
import { targetHost } from '../../shared/system/target-host.ts';
import type { RecordingHost } from './recording-host.ts';

export type Bare<K extends StepKind> = Omit<StepOf<K>, 'id' | 'label' | 'weight'>;

/** @returns what it warned of */
export async function runStep<K extends StepKind>(step: Bare<K>, host: RecordingHost, secrets = new Map<string, string>()): Promise<string[]> {
  const warnings: string[] = [];
  const context: StepContext = {
    host, target: targetHost(host, '/target'), signal: new AbortController().signal, reveal: revealer(secrets),
    onProgress: () => undefined, warn: async (message) => { warnings.push(message); },
  };
  await (installHandlers[step.kind as StepKind] as Handler<StepKind>)({ id: 'x', label: 'x', weight: 1, ...step } as unknown as Step as never, context);
  return warnings;
}
