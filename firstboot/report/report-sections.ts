/** A report as headings and rows, from which the page and the text are made alike. Pure; takes any JSON for a report. */
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import { formatSpeed } from '../../shared/choice/format-speed.ts';
import { formatSeconds } from '../../shared/plan/format-progress.ts';
import type { FirstbootReport } from '../extend-report.ts';

export interface Section { title: string; rows: Row[] }
export interface Row { name: string; value: string; tone?: 'good' | 'bad' | 'wait' }

interface WholeReport { installer?: string; seconds?: number; plan?: { disk?: { title?: string } }; firstboot?: Partial<FirstbootReport> }

export function reportSections(report: unknown): Section[] {
  const whole = (report ?? {}) as WholeReport;
  const firstboot = whole.firstboot ?? {};
  return [outcome(whole, firstboot), system(firstboot), models(firstboot), speed(firstboot), hardening(firstboot), drivers(firstboot), undone(firstboot), steps(firstboot)]
    .filter(({ rows }) => rows.length > 0);
}

function outcome({ installer, seconds, plan }: WholeReport, { ending, finished, seconds: own, resumed, memoryPeakBytes }: Partial<FirstbootReport>): Section {
  const words = { ready: 'ready', failed: 'failed', waiting: 'waiting', running: 'running' };
  const tones = { ready: 'good', failed: 'bad', waiting: 'wait', running: 'wait' } as const;
  return { title: 'Outcome', rows: [
    ...(ending ? [{ name: 'State', value: words[ending.phase], tone: tones[ending.phase] }] : []),
    ...(ending && ending.phase !== 'ready' ? [{ name: 'Why', value: ending.line }] : []),
    ...(ending?.waitingFor === undefined ? [] : [{ name: 'Waiting for', value: ending.waitingFor }]),
    ...(ending?.action === undefined ? [] : [{ name: 'What to do', value: ending.action }]),
    ...(finished === undefined ? [] : [{ name: 'Finished', value: finished }]),
    ...(own === undefined ? [] : [{ name: 'First boot took', value: `${formatSeconds(own)}${resumed ? `, taken up again ${resumed} times` : ''}` }]),
    ...(memoryPeakBytes === undefined ? [] : [{ name: 'Memory of first boot', value: `${Math.round(memoryPeakBytes / 1024 ** 2)} MiB at most` }]),
    ...(seconds === undefined ? [] : [{ name: 'Installation took', value: formatSeconds(seconds) }]),
    ...(installer === undefined ? [] : [{ name: 'Installer', value: installer }]),
    ...(plan?.disk?.title === undefined ? [] : [{ name: 'Disk', value: plan.disk.title }]),
  ] };
}

function system({ versions }: Partial<FirstbootReport>): Section {
  return { title: 'Versions', rows: [
    ...(versions?.debian === undefined ? [] : [{ name: 'Debian', value: versions.debian }]),
    ...(versions?.kernel === undefined ? [] : [{ name: 'Kernel', value: versions.kernel }]),
    ...Object.entries(versions?.packages ?? {}).map(([name, value]) => ({ name: name === 'cognos-llama' ? 'cognos-llama (llama.cpp)' : name, value })),
  ] };
}

function models({ models: store }: Partial<FirstbootReport>): Section {
  return { title: 'Models', rows: [
    ...Object.entries(store?.instances ?? {}).map(([name, { active }]) => ({ name, value: `runs ${active}` })),
    ...Object.entries(store?.models ?? {}).map(([name, { sha256, bytes, source, licence }]) =>
      ({ name, value: `${formatBytes(bytes)}, sha256 ${sha256}, licence ${licence.id}${licence.acceptedAt === undefined ? '' : ` accepted ${licence.acceptedAt}`}, from ${source}` })),
  ] };
}

function speed({ benchmark }: Partial<FirstbootReport>): Section {
  if (!benchmark) return { title: 'Benchmark', rows: [] };
  const { statement, tokensPerSecond, promptTokensPerSecond, promised, firstToken } = benchmark;
  return { title: 'Benchmark', rows: [
    { name: 'Result', value: statement },
    ...(tokensPerSecond === undefined ? [] : [{ name: 'Generation', value: `${formatSpeed(tokensPerSecond)} tokens/s${promised === undefined ? '' : ` (promised ${formatSpeed(promised)})`}` }]),
    ...(promptTokensPerSecond === undefined ? [] : [{ name: 'Prompt', value: `${formatSpeed(promptTokensPerSecond)} tokens/s` }]),
    ...(firstToken === undefined ? [] : [{ name: 'First token after', value: `${firstToken.toFixed(1)} s` }]),
  ] };
}

function hardening({ hardening: found }: Partial<FirstbootReport>): Section {
  if (!found) return { title: 'Hardening', rows: [] };
  const tones = { ok: 'good', applied: 'good', failed: 'bad', 'left-out': 'wait', 'not-due': 'good' } as const;
  const words = { ok: 'was so', applied: 'applied', failed: 'failed', 'left-out': 'left out', 'not-due': 'nothing to do here' };
  return { title: 'Hardening', rows: [
    { name: 'Profile', value: `${found.profile}${found.exceptions.length === 0 ? '' : `, with exceptions for ${found.exceptions.join(', ')}`}` },
    { name: 'Controls', value: Object.entries(found.counts).map(([state, count]) => `${count} ${words[state as keyof typeof words] ?? state}`).join(', ') },
    ...found.controls.map(({ id, title, cis, state, why }) => ({ name: id, tone: tones[state], value: `${words[state]}: ${title}${cis.length === 0 ? '' : ` (CIS ${cis.join(', ')})`}${why === undefined ? '' : `: ${why}`}` })),
  ] };
}

function drivers({ drivers: record }: Partial<FirstbootReport>): Section {
  return { title: 'Accelerators', rows: [
    ...(record ? [{ name: 'Models run on', value: record.path }] : []),
    ...(record?.devices ?? []).map(({ name, path, why }) => ({ name, value: [path === 'none' ? 'no language model runs on it' : path, ...why].join('; ') })),
    ...(record?.stages ?? []).map(({ label, state, why }) => ({ name: label, value: `${state}${why === undefined ? '' : `: ${why}`}` })),
  ] };
}

function undone({ notDone = [] }: Partial<FirstbootReport>): Section {
  return { title: 'Not done, or done otherwise', rows: notDone.map(({ what, why }) => ({ name: what, value: why })) };
}

function steps({ steps: list = [] }: Partial<FirstbootReport>): Section {
  return { title: 'Steps of first boot', rows: list.map(({ id, seconds }) => ({ name: id, value: `${seconds.toFixed(1)} s` })) };
}
