/** unknown -> InstallSpec, or everything that is wrong with it: first the schema, then what no schema can say. */
import type { Finding } from '../errors.ts';
import { checkAgents } from './check-agents.ts';
import { checkApt } from './check-apt.ts';
import { checkFiles } from './check-files.ts';
import { checkHostname } from './check-hostname.ts';
import { checkInteractive } from './check-interactive.ts';
import { checkNetwork } from './check-network.ts';
import { checkNtp } from './check-ntp.ts';
import { checkChpasswd } from './check-password.ts';
import { checkKeyboard, checkLocale, checkTimezone } from './check-places.ts';
import { checkSecurity } from './check-security.ts';
import { checkSshKeys } from './check-ssh-keys.ts';
import { checkStorage } from './check-storage.ts';
import { checkUrls } from './check-urls.ts';
import { checkUsers } from './check-users.ts';
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
  const note: Note = (code, path, message, severity = 'error', values = undefined) => {
    findings.push({ severity, code, path: formatPath(path), message, ...(values ? { values } : {}), at: locate(path) });
  };
  for (const check of checks) await check(spec, note);
  return findings;
}

const checks: Check[] = [
  checkHostname, checkUsers, checkSshKeys, checkChpasswd, checkTimezone, checkLocale, checkKeyboard, checkNetwork, checkNtp, checkApt,
  checkUrls, checkFiles, checkStorage, checkSecurity, checkAgents, checkInteractive,
];

function inOrder(findings: Finding[]): Finding[] {
  return findings
    .sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0))
    .slice(0, limits.findings);
}
