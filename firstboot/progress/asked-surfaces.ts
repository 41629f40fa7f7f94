/** What the spec has a say in: who is told over the network, and who may look from there. */
import { createHash } from 'node:crypto';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import type { EventName, MachineName } from '../../shared/report/report-event.ts';
import type { ReportTarget } from '../../shared/report/post-event.ts';
import { defaultEvents, openReporter, silentReporter, type Reporter } from '../../shared/report/reporter.ts';
import type { Host } from '../../shared/system/host.ts';
import { openPage, pageLines } from '../page/open-page.ts';
import type { PageSettings } from '../page/page-settings.ts';
import { outboxPlaces, reportSecretPath, reportTokenPath } from '../paths.ts';
import { noSpec, readSpec } from '../read-spec.ts';
import { readIfThere } from '../read-if-there.ts';

export interface AskedSurfaces {
  reporter: Reporter;
  /** Undefined when it could not be opened. */
  page?: PageSettings;
  /** For the console: where the page is, and its PIN. */
  lines: string[];
}

export interface AskedOptions { host: Host; clock: () => Date; now: () => number; say: (line: string) => void }

export async function openAskedSurfaces(options: AskedOptions): Promise<AskedSurfaces> {
  const { host, say } = options;
  // A spec that cannot be read is the run's to complain of.
  const spec = await readSpec(host).catch(() => noSpec);
  const reporter = await openFirstbootReporter(options, spec);
  try {
    const page = await openPage(host, spec);
    return { reporter, page, lines: await pageLines(host, page) };
  } catch (error) {
    say(`There is no status page: ${error instanceof Error ? error.message : String(error)}`);
    return { reporter, lines: [] };
  }
}

async function openFirstbootReporter({ host, clock, now, say }: AskedOptions, spec: InstallSpec): Promise<Reporter> {
  const asked = await readReportTarget(host, spec);
  if (!asked) return silentReporter;
  return openReporter({
    host, places: outboxPlaces, ...asked, stage: 'firstboot', machine: await machineName(host), clock, now, complain: say,
    onLeft: () => { void host.run('systemctl', ['--no-block', 'start', 'cognos-report.timer']).catch(() => undefined); }, // The next boot starts it too.
  });
}

/** Undefined when nobody is to be told. */
export async function readReportTarget(host: Host, spec: InstallSpec): Promise<{ target: ReportTarget; events: ReadonlySet<EventName> } | undefined> {
  const report = spec.cognos?.firstboot?.report;
  if (!report) return undefined;
  const secret = async (path: string): Promise<string | undefined> => (await readIfThere(host, path))?.trim() || undefined;
  return {
    target: { url: report.url, token: await secret(reportTokenPath), secret: await secret(reportSecretPath) },
    events: report.events ? new Set(report.events) : defaultEvents,
  };
}

async function machineName(host: Host): Promise<MachineName> {
  const name = (await readIfThere(host, '/etc/hostname') ?? '').trim() || 'cognos';
  const id = (await readIfThere(host, '/etc/machine-id') ?? '').trim();
  return { name, ...(id === '' ? {} : { id: createHash('sha256').update(`cognos report ${id}`).digest('hex').slice(0, 32) }) };
}
