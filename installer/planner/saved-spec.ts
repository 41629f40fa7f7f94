/** The spec as the target keeps it: this install can be repeated from it, once its secrets are filled in again. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { withoutSecrets } from '../../shared/spec/without-secrets.ts';
import type { FileContent } from '../../shared/plan/step.ts';

export function savedSpec(spec: InstallSpec): FileContent {
  return {
    yaml: withoutSecrets(spec),
    header: '#cloud-config\n# What this machine was installed from, without passwords, tokens and what was handed to cloud-init.\n',
  };
}
