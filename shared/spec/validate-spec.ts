/** unknown -> InstallSpec, or everything that is wrong with it: first the schema, then what no schema can say. */
import type { Finding } from '../errors.ts';
import { checkHostname } from './check-hostname.ts';
import type { Check, Note } from './check.ts';
import { schemaErrors } from './compile-schema.ts';
import { formatPath } from './document.ts';
import type { InstallSpec } from './install-spec.ts';
import { limits } from './limits.ts';
import type { Located } from './read-document.ts';

export type Validation =
  | { ok: true; spec: InstallSpec; warnings: Finding[] }
  | { ok: false; findings: Finding[] };

/** For values that were never in a file, such as the wizard's answers. */
const nowhere: Located = { file: 'answers', locate: () => ({ file: 'answers', line: 1, column: 1 }), source: () => undefined };

/** Never throws for what is in the document, and never quotes a secret of it. */
export async function validateSpec(document: unknown, located: Located = nowhere): Promise<Validation> {
  const errors = schemaErrors(document);
  if (errors.length > 0) {
    const { schemaFindings } = await import('./schema-findings.ts');
    return { ok: false, findings: inOrder(schemaFindings(document, errors, located)) };
  }
  const spec = document as InstallSpec;
  const findings = inOrder(await checkMeaning(spec, located));
  return findings.some(({ severity }) => severity === 'error') ? { ok: false, findings } : { ok: true, spec, warnings: findings };
}

async function checkMeaning(spec: InstallSpec, { locate }: Located): Promise<Finding[]> {
  const findings: Finding[] = [];
  const note: Note = (code, path, message, severity = 'error') => {
    findings.push({ severity, code, path: formatPath(path), message, at: locate(path) });
  };
  for (const check of await checksFor(spec)) await check(spec, note);
  return findings;
}

/** Only what the spec's keys need is loaded: validating is meant to be quick. */
async function checksFor(spec: InstallSpec): Promise<Check[]> {
  const checks: Check[] = [checkHostname];
  if (spec.users ?? spec.user ?? spec.groups) checks.push((await import('./check-users.ts')).checkUsers);
  if (spec.users ?? spec.user ?? spec.ssh_authorized_keys) checks.push((await import('./check-ssh-keys.ts')).checkSshKeys);
  if (spec.password !== undefined || spec.chpasswd) checks.push((await import('./check-password.ts')).checkChpasswd);
  if (spec.timezone ?? spec.locale ?? spec.keyboard) {
    const { checkKeyboard, checkLocale, checkTimezone } = await import('./check-places.ts');
    checks.push(checkTimezone, checkLocale, checkKeyboard);
  }
  if (spec.network) checks.push((await import('./check-network.ts')).checkNetwork);
  if (spec.ntp) checks.push((await import('./check-ntp.ts')).checkNtp);
  if (spec.write_files) checks.push((await import('./check-files.ts')).checkFiles);
  if (spec.apt) checks.push((await import('./check-apt.ts')).checkApt);
  if (spec.apt ?? spec.cognos.firstboot) checks.push((await import('./check-urls.ts')).checkUrls);
  if (spec.cognos.storage) checks.push((await import('./check-storage.ts')).checkStorage);
  return checks;
}

function inOrder(findings: Finding[]): Finding[] {
  return findings
    .sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0))
    .slice(0, limits.findings);
}
