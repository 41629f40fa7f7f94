import type { Check } from './check-installed-system.ts';

/** One line a check, failed ones marked. */
export function formatChecks(checks: readonly Check[]): string {
  const width = Math.max(0, ...checks.map(({ check }) => check.length));
  return checks.map(({ check, ok, detail }) => `${ok ? '  ok  ' : 'FAILED'}  ${check.padEnd(width)}  ${detail.replaceAll('\n', ' · ')}`).join('\n');
}
