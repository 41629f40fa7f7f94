/** The spec to the machine that it is for, once a token. */
import type { InstallSpec } from '../../shared/spec/install-spec.ts';
import { specText } from '../inventory/resolve-machine.ts';
import { findMachine, jsonOf, macsOfMachine, updateMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';
import { refuse, type Answer } from './answer.ts';
import { say } from './say.ts';
import type { Serving } from './serving.ts';
import { bearerOf, eventSecrets, hashToken } from './tokens.ts';

export interface SpecAsked { id: string; authorization: string | undefined; address: string; base: string }

export async function handOutSpec(serving: Serving, asked: SpecAsked): Promise<Answer> {
  const { store } = serving;
  const token = bearerOf(asked.authorization);
  if (token === undefined) return refuse(401, 'A spec is given for its token, in Authorization: Bearer', { 'WWW-Authenticate': 'Bearer' });
  const hash = hashToken(token);
  const neighbour = await serving.neighbours(asked.address);
  // Looked at and marked as used in one commit: of two that come at once, one gets it.
  const outcome = await store.write((): Answer | MachineRecord => {
    const record = findMachine(store, asked.id);
    const refusal = refusalFor(serving, record, hash, asked, neighbour);
    if (refusal || !record) return refusal ?? refuse(401, 'This token is for no spec');
    updateMachine(store, record.id, { token_used: serving.now(), heard_at: serving.now(), starts: record.starts + 1 });
    return record;
  });
  if ('status' in outcome) {
    say(serving, asked.id, `refused to give its spec to ${asked.address}: ${errorOf(outcome)}`);
    return outcome;
  }
  say(serving, outcome.id, `has its spec ${outcome.spec_digest?.slice(0, 12) ?? ''}, attempt ${outcome.attempt}`, outcome.hostname);
  return { status: 200, type: 'text/cloud-config', body: specText(specWithReport(serving, outcome, asked.base)) };
}

function refusalFor({ store, now }: Serving, record: MachineRecord | undefined, hash: string, { id, address }: SpecAsked, neighbour: string | undefined): Answer | undefined {
  if (record?.token_hash !== hash) {
    const other = store.prepare('SELECT id FROM machines WHERE token_hash = ?').get(hash);
    return other ? refuse(403, 'This token is for the spec of another machine') : refuse(401, 'This token is for no spec, or for none any more; tell the server of the machine again');
  }
  if (record.token_used !== null) return refuse(410, 'This token has been used, and a token is for one use; tell the server of the machine again');
  if ((record.token_expires ?? 0) < now()) return refuse(401, 'This token has expired; tell the server of the machine again');
  if (record.token_address !== address) return refuse(403, `This token was given to ${record.token_address ?? 'nobody'}, and this request comes from ${address}`);
  if (neighbour !== undefined && !macsOfMachine(store, id).includes(neighbour)) return refuse(403, `This request comes from ${address}, which is ${neighbour}; the machine has no such network card`);
  return record.spec_digest === null ? refuse(409, 'There is no spec for this machine at the moment; tell the server of it again') : undefined;
}

/** The spec as it is kept, and in it where its machine reports to: by the address that it has reached this server by. */
export function specWithReport({ key, authority, store }: Serving, { id, attempt }: MachineRecord, base: string): InstallSpec {
  const kept = JSON.parse(jsonOf(store, 'specs', id) ?? '') as InstallSpec;
  const report = { url: `${base}/v1/events/${id}`, ...eventSecrets(key, id, attempt), events: ['started' as const, 'progress' as const, 'failed' as const, 'finished' as const] };
  const trusted = authority === undefined ? {} : { ca_certs: { ...kept.ca_certs as object | undefined, trusted: [...(kept.ca_certs as { trusted?: string[] } | undefined)?.trusted ?? [], authority] } };
  return { ...kept, ...trusted, cognos: { ...kept.cognos, firstboot: { ...kept.cognos.firstboot, report } } };
}

function errorOf({ body = '' }: Answer): string {
  return (JSON.parse(body) as { error: string }).error;
}
