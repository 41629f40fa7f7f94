/** A machine with llama-bench on it, faked at the command: it answers as the real one did (v0.5.0), at an ideal machine's speed. */
import type { Machine } from '../../../shared/machine/machine.ts';
import { recordingHost, type Answer, type Call, type RecordingHost } from '../../fakes/recording-host.ts';
import { weightsOf } from '../../../shared/measure/shape-weights.ts';
import type { IdealMachine, Measured } from './shapes.ts';

export const bench = '/usr/lib/cognos-llama/llama-bench';
export const twoCores = { cpu: { cores: 2, threads: 2 } } as Machine;

export interface FakeRuntime extends IdealMachine {
  /** What slices are of, in the order in which they are written. */
  models: Measured[];
  devices?: string;
  /** In place of the answer; undefined for the usual one. */
  answer?: (run: { device: string; layers: number; prompt: number }) => ReturnType<typeof failing> | string | undefined;
  files?: Record<string, string>;
  bandwidth?: Answer;
}

export const failing = (answer: { exitCode: number; stderr?: string } | { signal: string; stderr?: string }) => answer;

export function machineWithRuntime(fake: FakeRuntime): RecordingHost {
  const written: string[] = [];
  const host = recordingHost({
    files: {
      [bench]: '', '/dev/shm/.': '', '/var/tmp/.': '', '/proc/stat': 'cpu  100 0 100 1000 0 0 0 0 0 0\n', '/proc/self/cgroup': '0::/\n',
      '/proc/self/status': 'Name:\tnode\nCpus_allowed_list:\t0-1\n', '/proc/meminfo': 'MemTotal: 16384000 kB\nMemAvailable:   15000000 kB\n',
      '/sys/devices/system/cpu/cpu0/cache/index3/size': '32768K', '/sys/devices/system/cpu/cpu0/cache/index3/shared_cpu_list': '0-1', ...fake.files,
    },
    commands: { df: ({ args }) => `Type      Avail\ntmpfs  ${args.at(-1) === '/dev/shm' ? 12_000_000_000 : 1}\n`, setpriv: (call) => child(call) },
  });
  const write = host.writeChunks;
  host.writeChunks = async (path, ...rest) => {
    const folder = path.slice(0, path.lastIndexOf('/'));
    if (!written.includes(folder)) written.push(folder);
    await write(path, ...rest);
  };
  // The scripted failure is thrown by a host of its own, as a command's.
  const child = async (call: Call): Promise<string> => {
    const words = call.args.slice(call.args.indexOf('--') + 1);
    const answer = words[0] === process.execPath ? fake.bandwidth ?? '20000000000' : words[1] === '--list-devices' ? fake.devices ?? 'Available devices:\n  (none)\n' : benchAnswer(words);
    return recordingHost({ commands: { it: answer } }).run('it', []);
  };
  const benchAnswer = (words: string[]): Answer => {
    const word = (name: string): string => words[words.indexOf(name) + 1] ?? '';
    const path = word('--model');
    if (!host.files.has(path)) return { exitCode: 1, stderr: `llama_bench: error: failed to load model '${path}'` };
    const layers = Number(/(\d+)\.gguf$/.exec(path)?.[1]);
    const run = { device: word('--device') === 'none' ? 'cpu' : word('--device'), layers, prompt: Number(word('--n-prompt')) };
    const model = fake.models[written.indexOf(path.slice(0, path.lastIndexOf('/')))];
    if (!model) throw new Error(`a slice that no model is known for: ${path}`);
    return fake.answer?.(run) ?? rows(fake, model, { ...run, generated: Number(word('--n-gen')), repetitions: Number(word('--repetitions')) });
  };
  return host;
}

function rows({ bytesPerSecond, elementsPerSecond }: IdealMachine, { shape, quantisation }: Measured, run: { layers: number; prompt: number; generated: number; repetitions: number }): string {
  const { layerBytes, outputBytes, promptElements } = weightsOf(shape, quantisation, run.layers);
  const row = (prompt: number, generated: number, seconds: number): string => JSON.stringify({
    build_commit: '0ad4a86', n_threads: 2, n_prompt: prompt, n_gen: generated, avg_ns: Math.round(seconds * 1e9), samples_ns: Array.from({ length: run.repetitions }, () => Math.round(seconds * 1e9)),
  });
  return `${row(run.prompt, 0, run.prompt * promptElements / elementsPerSecond)}\n${row(0, run.generated, run.generated * (layerBytes + outputBytes) / bytesPerSecond)}\n`;
}
