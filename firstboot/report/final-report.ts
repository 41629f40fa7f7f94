/** The receipt of a first boot, for programs and for people. Also written when it failed or waits: then it says where it stands. */
import type { JournalLine } from '../../shared/plan/journal.ts';
import type { Host } from '../../shared/system/host.ts';
import { extendReport } from '../extend-report.ts';
import { reportPagePath, reportPath } from '../paths.ts';
import { readyEnding, type Ending } from '../progress/ending.ts';
import { readIfThere } from '../read-if-there.ts';
import { gatherFacts } from './gather-facts.ts';
import { reportPage } from './report-page.ts';
import { reportSections } from './report-sections.ts';

export interface FinalReport {
  /** Text of report.json. */
  json: string;
  /** The whole page. */
  html: string;
}

export async function makeFinalReport(host: Host, lines: readonly JournalLine[], now: Date, ending: Ending = readyEnding): Promise<FinalReport> {
  const facts = await gatherFacts(host, lines, ending);
  const json = extendReport(await readIfThere(host, reportPath), lines, ending.phase === 'ready' ? now : undefined, facts);
  return { json, html: reportPage(reportSections(JSON.parse(json)), facts.machineName ?? '', now) };
}

/** @returns the text of report.json */
export async function writeFinalReport(host: Host, lines: readonly JournalLine[], now: Date, ending?: Ending): Promise<string> {
  const { json, html } = await makeFinalReport(host, lines, now, ending);
  // Who waits looks again every minute, and must not wear out a disk by it.
  if (json === await readIfThere(host, reportPath) && await host.exists(reportPagePath)) return json;
  await host.writeFile(reportPath, json, { mode: 0o600 });
  await host.writeFile(reportPagePath, html, { mode: 0o600 });
  return json;
}
