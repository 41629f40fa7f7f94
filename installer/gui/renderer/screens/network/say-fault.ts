/** Where it stands that the network did not come up: beside a field of the form, or beside the button that tried it. Pure. */
import type { Finding } from '../../../../../shared/errors.ts';
import type { LocalFinding, Preview } from '../../../../../shared/protocol/snapshot.ts';
import { findingsOf } from '../findings-at.ts';
import type { NetworkForm } from './network-form.ts';

/** About the key and not about the network: `…access-points.Home.password`. */
export function isOfKey({ path }: Pick<Finding, 'path'>): boolean {
  return path.endsWith('.password');
}

/** The form has fields for a wireless network and its key alone. */
export function hasField(fault: LocalFinding | undefined, form: NetworkForm | undefined): boolean {
  return fault !== undefined && form?.wireless !== undefined && fault.path.includes('.access-points');
}

/** What the plan says, and what came of trying it. */
export function withFault(preview: Preview | undefined, fault: LocalFinding | undefined): readonly LocalFinding[] {
  return fault ? [...findingsOf(preview), fault] : findingsOf(preview);
}

/** What the snapshot says in the reader's own language, so that the reply need not be shown as well. */
export function isShown(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('link-');
}
