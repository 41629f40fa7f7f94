/** The answers into the spec of this machine, so that there is one description of it. Without secrets, like all of it. */
import { stringify } from 'yaml';
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { takeSecrets } from '../../shared/spec/take-secrets.ts';
import { withoutSecrets } from '../../shared/spec/without-secrets.ts';

/** A user of the same name is replaced: a second answer, after a power cut, must not be a second user. */
export function mergeSpec(spec: InstallSpec, answered: InstallSpec): InstallSpec {
  const names = (answered.users ?? []).map((user) => (typeof user === 'string' ? user : user.name));
  const users = [...(spec.users ?? []).filter((user) => !names.includes(typeof user === 'string' ? user : user.name)), ...answered.users ?? []];
  return {
    ...spec, ...answered,
    ...users.length > 0 ? { users } : {},
    cognos: { ...spec.cognos, ...answered.cognos.ai ? { ai: { ...spec.cognos.ai, ...answered.cognos.ai } } : {} },
  };
}

export function specText(spec: InstallSpec): string {
  const header = '#cloud-config\n# What this machine was made from and what was answered on its first boot, without passwords and tokens.\n';
  return header + stringify(withoutSecrets(takeSecrets(spec).spec), { version: '1.1', lineWidth: 0 });
}
