import { execFileSync } from 'node:child_process';
import { chromiumPath } from '../gui/browser.ts';

/** `Chromium 120.0.6099.224`, without what its distribution says of itself. */
export function browserWords(): string {
  return /^\S+ [\d.]+/.exec(execFileSync(chromiumPath, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))?.[0] ?? 'Chromium';
}
