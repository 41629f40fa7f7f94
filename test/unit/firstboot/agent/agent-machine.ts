/** A machine with a chosen model on its disk, and an agent behind curl and systemctl that a test can break. */
import type { StepContext } from '../../../../shared/plan/step.ts';
import type { ModelChoice } from '../../../../shared/choice/choice.ts';
import { chooseModel } from '../../../../shared/choice/choose-model.ts';
import type { DriverPlan } from '../../../../shared/drivers/driver-plan.ts';
import { recordingHost, type Answer, type Call, type RecordingHost } from '../../../fakes/recording-host.ts';
import { auto, catalogue, gib, machine, model, q4, q5, tiny } from '../../choice/fixtures.ts';

export const small = model('small-3b-q4', { name: 'Small 3B', quality: 40, bytes: 2_000_000_000 });
export const models = catalogue(tiny, small, q4, q5);
export const cpuOnly: DriverPlan = { path: 'cpu', finalPath: 'cpu', devices: [], stages: [], notes: [], refusals: [] };
export const memory = 16 * gib;
export const here = machine(memory);
export const modelsFolder = '/var/lib/cognos/models';
export const never = new AbortController().signal;

export function choiceOf(id: string, promised?: number): ModelChoice {
  const choice = chooseModel(here, models, { ...auto, model: id });
  const range = { low: promised ?? 0, likely: promised ?? 0, high: promised ?? 0 };
  return promised === undefined ? choice : { ...choice, prediction: { device: 'cpu', generation: range, prompt: range, firstToken: range, basis: 'measured' } };
}

export interface AgentMachine {
  host: RecordingHost;
  warnings: string[];
  context: StepContext;
  /** Requests to the API so far, by path and whether they carried the key. */
  asked: { path: string; key: boolean }[];
  /** What the agent's files say it runs. */
  running: () => string;
}

export interface Behaviour {
  /** Tokens per second of the model file, by its name; undefined for one that crashes while it loads. */
  speed?: (file: string) => number | undefined;
  withoutKey?: number;
  spec?: string;
  ai?: object;
  files?: Record<string, string>;
  commands?: Record<string, Answer>;
}

export function agentMachine({ speed = () => 10, withoutKey = 401, spec, ai = { choice: choiceOf(q5.id), drivers: cpuOnly }, files = {}, commands = {} }: Behaviour = {}): AgentMachine {
  const units = new Map<string, { enabled: boolean; model?: string | undefined }>();
  const asked: AgentMachine['asked'] = [];
  const warnings: string[] = [];
  const unitOf = ({ args }: Call): { enabled: boolean; model?: string | undefined } => {
    const name = args.at(-1) ?? '';
    return units.get(name) ?? units.set(name, { enabled: false }).get(name) ?? { enabled: false };
  };
  const modelIn = (unit: string): string => {
    const path = `/etc/cognos/${unit.replace('cognos-', '').replace('@', '-').replace('.service', '')}.env`;
    return /LLAMA_ARG_MODEL=.*\/(.*)/.exec(host.files.get(path)?.content ?? '')?.[1] ?? '';
  };
  const main = (): string | undefined => units.get('cognos-agent.service')?.model;
  const host = recordingHost({
    files: {
      '/etc/cognos/ai.json': JSON.stringify(ai), '/proc/meminfo': `MemTotal: ${memory / 1024} kB\n`, [`${modelsFolder}/${q5.file.name}`]: 'weights',
      '/etc/cognos/spec.yaml': spec ?? 'cognos: {version: 1}\n', ...files,
    },
    commands: {
      'systemctl is-enabled': (call) => (unitOf(call).enabled ? 'enabled\n' : 'disabled\n'),
      'systemctl is-active': (call) => (unitOf(call).model === undefined ? 'inactive\n' : 'active\n'),
      'systemctl enable': (call) => { unitOf(call).enabled = true; return ''; },
      'systemctl start': (call) => { unitOf(call).model = modelIn(call.args.at(-1) ?? ''); return ''; },
      'systemctl stop': (call) => { unitOf(call).model = undefined; return ''; },
      'systemctl show': (call) => `ActiveState=${speed(unitOf(call).model ?? '') === undefined ? 'failed' : 'active'}\nNRestarts=0\n`,
      'systemctl daemon-reload': '', 'systemctl reset-failed': '', sleep: '',
      journalctl: 'main: starting\nllama_model_load: error loading model: tensor is not within the file bounds\nmain: exiting due to model loading error\n',
      curl: ({ stdin = '' }) => {
        const path = /^url = "https?:\/\/[^/]+(.*)"$/m.exec(stdin)?.[1] ?? '';
        const key = stdin.includes('Authorization: Bearer ');
        asked.push({ path, key });
        const perSecond = main() === undefined ? undefined : speed(main() ?? '');
        if (perSecond === undefined) return '\n000 0.001';
        if (path === '/health') return '{"status":"ok"}\n200 0.001';
        if (!key) return `{"error":{"message":"Invalid API Key"}}\n${withoutKey} 0.001`;
        return `${JSON.stringify(completion(perSecond))}\n200 3.2`;
      },
      ...commands,
    },
  });
  const context: StepContext = { host, target: host, signal: never, onProgress: () => undefined, warn: async (message) => { warnings.push(message); }, reveal: (text) => text };
  return { host, warnings, context, asked, running: () => main() ?? '' };
}

function completion(perSecond: number): object {
  return {
    model: 'x', choices: [{ message: { role: 'assistant', content: 'Good day.' } }],
    timings: { prompt_n: 60, prompt_ms: 600, prompt_per_second: 100, predicted_n: 32, predicted_ms: 32_000 / perSecond, predicted_per_second: perSecond },
  };
}
