/** `cognos-firstboot report [--json]` */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { reportPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import { reportSections } from './report-sections.ts';
import { reportText } from './report-text.ts';

export interface ReportOutput { write: (text: string) => void; complain: (text: string) => void; columns?: number | undefined }

export async function reportCommand(host: Host, json: boolean, { write, complain, columns }: ReportOutput): Promise<ExitCode> {
  const text = await readReport(host);
  if (text === undefined) {
    complain('There is no report yet; cognos-firstboot status says what is going on');
    return exitCodes.failedResumable;
  }
  if (text === 'denied') {
    complain('The report is for root only: sudo cognos-firstboot report');
    return exitCodes.usage;
  }
  write(json ? text : reportText(reportSections(JSON.parse(text)), columns));
  return exitCodes.done;
}

async function readReport(host: Host): Promise<string | undefined> {
  try {
    return await readIfThere(host, reportPath);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') return 'denied';
    throw error;
  }
}
