/** `status --follow`: a terminal sees one table that changes, everything else a line for each thing that is new. */
import { exitCodes, type ExitCode } from '../../shared/errors.ts';
import { formatProgress } from '../../shared/plan/format-progress.ts';
import type { Host } from '../../shared/system/host.ts';
import { readStatus, type FirstbootStatus } from '../status.ts';
import { formatStatusLines, type Look } from './format-status.ts';

export interface FollowScreen extends Look { isTerminal: boolean; rows: number; write: (text: string) => void }

/** @param pause until the next look; false when nobody wants to look any more */
export async function followStatus(host: Host, screen: FollowScreen, pause: () => Promise<boolean>): Promise<ExitCode> {
  const show = screen.isTerminal ? redraw(screen) : newLines(screen);
  do {
    const status = await readStatus(host);
    show(status);
    if (status.state === 'done' && status.ready) return exitCodes.done;
  } while (await pause());
  return exitCodes.done;
}

/** Over what was drawn before; a table that is longer than the screen loses steps that are done. */
function redraw(screen: FollowScreen): (status: FirstbootStatus) => void {
  let drawn = 0;
  return (status) => {
    const lines = fitting(status, screen).map((line) => cut(line, screen.columns - 1));
    // Up, then each line to its end, then everything below.
    screen.write(`${drawn > 0 ? `\u001b[${drawn}A` : ''}${lines.map((line) => `\r${line}\u001b[K\n`).join('')}\u001b[J`);
    drawn = lines.length;
  };
}

function fitting(status: FirstbootStatus, screen: FollowScreen): string[] {
  let { steps } = status;
  const lines = (): string[] => formatStatusLines({ ...status, steps }, screen);
  while (lines().length >= screen.rows && steps.some(({ state }) => state === 'done')) steps = steps.filter((step) => step !== steps.find(({ state }) => state === 'done'));
  return lines().slice(0, Math.max(1, screen.rows - 1));
}

/** Escape sequences take no room. */
function cut(line: string, columns: number): string {
  let room = columns;
  return line.replace(/\u001b\[\d+m|[\s\S]/gu, (piece) => (piece.length > 1 && piece.startsWith('\u001b') ? piece : room-- > 0 ? piece : ''));
}

function newLines({ write }: FollowScreen): (status: FirstbootStatus) => void {
  let said = '';
  return (status) => {
    const line = oneLine(status);
    // Every tenth is enough for a log; seconds left would make every look another line.
    const mark = status.state === 'running' ? `${status.step} ${Math.floor((status.fraction ?? 0) * 10)}` : line;
    if (mark !== said) write(`${line}\n`);
    said = mark;
  };
}

function oneLine(status: FirstbootStatus): string {
  const { state, fraction, label, bytes, secondsLeft } = status;
  if (state !== 'running' || fraction === undefined || label === undefined) return formatStatusLines({ ...status, steps: [], notes: [] }, { colour: false, columns: 80 }).map((line) => line.trim()).join(' · ');
  return formatProgress({ fraction, label, ...(bytes ? { bytes } : {}), ...(secondsLeft === undefined ? {} : { secondsLeft }) });
}
