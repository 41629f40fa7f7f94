/**
 * The spec inside what a cloud gave this machine. cloud-init does its own part of it; ours is `cognos:`, and what else
 * tells which questions are answered already. So what is wrong elsewhere is said and is no reason to refuse.
 */
import { findText, type FoundUserData } from '../cloud-init/find-user-data.ts';
import { readUserData } from '../cloud-init/read-user-data.ts';
import { kindOf } from '../cloud-init/user-data-kind.ts';
import { formatFinding, type Finding } from '../shared/errors.ts';
import type { InstallSpec } from '../shared/spec/install-spec.ts';
import { isMap } from '../shared/spec/is-map.ts';
import { readDocument } from '../shared/spec/read-document.ts';
import { takeSecrets } from '../shared/spec/take-secrets.ts';
import { validateSpec } from '../shared/spec/validate-spec.ts';
import type { Host } from '../shared/system/host.ts';
import { noSpec } from './read-spec.ts';
import { readIfThere } from './read-if-there.ts';

export interface CloudSpec {
  ok: true;
  from: 'user-data' | 'vendor-data' | 'nothing';
  file?: string;
  /** With references in place of its secrets. */
  spec: InstallSpec;
  secrets: Map<string, string>;
  /** One sentence each. */
  notes: string[];
}
export type CloudSpecReading = CloudSpec | { ok: false; file: string; findings: Finding[] };

const vendorPath = '/var/lib/cloud/instance/vendor-cloud-config.txt';

/** The user-data's `cognos:` counts, else that of the vendor-data, which cloud-init keeps only where it is allowed. */
export async function readCloudSpec(host: Host): Promise<CloudSpecReading> {
  const found = await findText(host);
  const own = found && await readOne(found, 'user-data');
  if (own && (!own.ok || own.hasOurs)) return own;
  const vendors = await readIfThere(host, vendorPath) ?? '';
  const lent = vendors.includes('cognos') ? await readOne({ path: vendorPath, kind: 'merged', text: vendors }, 'vendor-data') : undefined;
  if (lent && (!lent.ok || lent.hasOurs)) return lent;
  return own ?? { ok: true, from: 'nothing', spec: noSpec, secrets: new Map(), notes: [] };
}

type OneReading = (CloudSpec & { hasOurs: boolean }) | { ok: false; file: string; findings: Finding[] };

async function readOne({ path, kind, text }: FoundUserData, from: 'user-data' | 'vendor-data'): Promise<OneReading> {
  const bytes = new TextEncoder().encode(text);
  const document = await readDocument(bytes, path);
  if (!document.ok) return { ok: false, file: path, findings: document.findings };
  const ours = isMap(document.value) ? document.value['cognos'] : undefined;
  const hasOurs = ours !== undefined;
  const notes = kind === 'raw' && kindOf(text) === 'unmarked'
    ? [`${path}: without the first line #cloud-config cloud-init reads nothing of it; only cognos: was taken`] : [];
  const common = { ok: true, from, file: path, hasOurs } as const;
  // `cognos:` is required of an installer's spec; a cloud's user-data may have nothing to say about us.
  if (!hasOurs) return { ...common, spec: noSpec, secrets: new Map(), notes };
  const whole = notes.length > 0 ? undefined : await readUserData(bytes, path);
  if (whole?.ok) return { ...common, spec: whole.spec, secrets: whole.secrets, notes: whole.warnings.filter(mayConcern).map(formatFinding) };
  const foreign = (whole?.findings ?? []).filter((finding) => !isOurs(finding));
  const part = await validateSpec({ cognos: ours }, document);
  if (!part.ok) return { ok: false, file: path, findings: part.findings };
  const { spec, secrets } = takeSecrets(part.spec);
  return { ...common, spec, secrets, notes: [...notes, ...foreign.map((finding) => `left to cloud-init: ${formatFinding(finding)}`)] };
}

/** Keys may come from the cloud's metadata, which is not looked at here. */
function mayConcern({ code }: Finding): boolean {
  return code !== 'no-login';
}

function isOurs({ path }: Finding): boolean {
  return path === 'cognos' || path.startsWith('cognos.');
}
