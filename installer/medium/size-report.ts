import type { RootContents } from './root-contents.ts';

/** The ISO's size and the ten largest packages, as every build prints them. */
export function sizeReport(isoBytes: number, usedBytes: number, packages: RootContents['packages']): string {
  const largest = [...packages].sort((a, b) => b.installedKib - a.installedKib).slice(0, 10);
  const lines = largest.map(({ name, version, installedKib }) => `  ${(installedKib / 1024).toFixed(0).padStart(4)} MiB  ${name} ${version}`);
  return [
    `ISO: ${(isoBytes / 1e6).toFixed(0)} MB; written to disk by an install: ${(usedBytes / 1e6).toFixed(0)} MB; ${packages.length} packages, the largest (installed size):`,
    ...lines,
  ].join('\n');
}
