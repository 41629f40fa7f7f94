/** `cognos-model verify`: reads every byte again. What is damaged is said and counts as not here until it is fetched again. */
import { formatBytes } from '../../shared/machine/format-bytes.ts';
import type { FetchContext } from './fetch-context.ts';
import { sizeOf } from './ensure-model.ts';
import { changeStore, readStore, type ModelRecord } from './model-store.ts';
import { bootId } from './partial.ts';
import { hashFile } from './prefix-hash.ts';
import { refusal } from './shelf.ts';

export interface Verdict { id: string; good: boolean; reason: string }

export async function verifyModels(context: FetchContext, ids: readonly string[]): Promise<Verdict[]> {
  const { models } = await readStore(context.host, context.places);
  const verdicts: Verdict[] = [];
  for (const id of ids.length > 0 ? ids : Object.keys(models)) {
    const record = models[id];
    if (!record) throw refusal('not-here', `${id} is not on this machine`, `\`cognos-model add ${id}\` fetches it.`);
    const verdict = await verifyModel(context, id, record);
    await note(context, id, verdict.good);
    verdicts.push(verdict);
  }
  return verdicts;
}

async function verifyModel(context: FetchContext, id: string, { file, bytes, sha256 }: ModelRecord): Promise<Verdict> {
  const size = await sizeOf(context, file);
  if (size === undefined) return { id, good: false, reason: `${file} is gone` };
  if (size !== bytes) return { id, good: false, reason: `${file} has ${size} bytes, not ${bytes}` };
  const found = await hashFile(context.host, `${context.places.models}/${file}`, bytes, context.signal, context.onBytes);
  return found === sha256 ? { id, good: true, reason: `${formatBytes(bytes)}, as it was fetched` } : { id, good: false, reason: `SHA-256 is ${found}, not ${sha256}` };
}

async function note({ host, places, now }: FetchContext, id: string, good: boolean): Promise<void> {
  const boot = await bootId(host);
  await changeStore(host, places, ({ models }) => {
    const record = models[id];
    if (!record) return;
    if (good) record.verified = { at: now().toISOString(), by: 'verify', bootId: boot };
    else delete record.verified;
  });
}
