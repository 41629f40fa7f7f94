/** What a step gets, with everything it warned of. */
import type { StepContext } from '../../../../shared/plan/step.ts';
import type { RecordingHost } from '../../../fakes/recording-host.ts';

export interface TestContext extends StepContext { warnings: string[] }

export function stepContext(host: RecordingHost): TestContext {
  const warnings: string[] = [];
  return {
    host, target: host, signal: new AbortController().signal, onProgress: () => undefined, reveal: (text) => text,
    warnings, warn: async (message) => { warnings.push(message); },
  };
}
