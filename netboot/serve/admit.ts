/** A machine in its live system says what it is: it gets a token for its spec, or is told to wait and why. */
import { createHash } from 'node:crypto';
import type { Machine } from '../../shared/machine/machine.ts';
import { chooseRule } from '../inventory/choose-rule.ts';
import { readTag, readUuid } from '../inventory/identity.ts';
import { macsOf } from '../inventory/matches-machine.ts';
import type { Resolution } from '../inventory/resolve-machine.ts';
import { findMachine, giveMacs, insertMachine, keepJson, macsOfMachine, removeMachine, updateMachine } from '../store/machines.ts';
import type { MachineRecord } from '../store/machine-record.ts';
import { json, refuse, type Answer } from './answer.ts';
import { failMachine } from './change-state.ts';
import { identify } from './identify.ts';
import { freePlace } from './free-place.ts';
import { say } from './say.ts';
import { mostStarts, tokenMilliseconds, type Serving } from './serving.ts';
import { hashToken, makeToken } from './tokens.ts';

/** What somebody has to change first. */
const retryForPerson = 30;

export async function admitMachine(serving: Serving, machine: Machine, address: string): Promise<Answer> {
  const { store } = serving;
  const macs = macsOf(machine);
  const names = { uuid: readUuid(machine.product.uuid), macs, serial: readTag(machine.product.serial) };
  const id = identify(store, names);
  if (id === undefined) return refuse(422, 'This machine has neither a UUID nor a network card with a MAC address, so nothing can be kept about it');
  const neighbour = await serving.neighbours(address);
  if (neighbour !== undefined && !macs.includes(neighbour)) {
    say(serving, id, `refused: it was told of from ${address}, which is ${neighbour} and none of its network cards`);
    return refuse(403, `This comes from ${address}, which is ${neighbour}; the machine it tells of has no such network card`);
  }
  const record = await keep(serving, id, machine, names, address);
  if (record.state === 'ready' || record.state === 'firstboot') return json({ id, state: 'done', reason: 'This machine has been installed. To install it again, ask for it: cognos-netboot retry' });
  if (record.state === 'failed') return json({ id, state: 'done', reason: `The installation of this machine has failed: ${record.reason ?? 'no cause was told'}. To try again, ask for it: cognos-netboot retry` });
  if (record.spec_digest !== null) return await goOn(serving, record, address);
  return await choose(serving, record, machine, address);
}

/** Within one commit: who it is, what it is, where it is. */
async function keep({ store, now }: Serving, id: string, machine: Machine, names: { uuid: string | undefined; macs: readonly string[]; serial: string | undefined }, address: string): Promise<MachineRecord> {
  return await store.write(() => {
    const at = now();
    if (!findMachine(store, id)) insertMachine(store, id, 'seen', at);
    // GRUB knew only its MAC address, and by that it has been noted.
    for (const mac of names.macs) if (mac !== id && findMachine(store, mac)?.spec_digest === null && macsOfMachine(store, mac).every((each) => names.macs.includes(each))) removeMachine(store, mac);
    giveMacs(store, id, names.macs);
    keepJson(store, 'hardware', id, JSON.stringify(machine));
    const { vendor, name, assetTag } = machine.product;
    updateMachine(store, id, {
      uuid: names.uuid ?? null, serial: names.serial ?? null, asset: readTag(assetTag) ?? null,
      product: [vendor, name].filter(Boolean).join(' ').slice(0, 128) || null, address, heard_at: at,
    });
    return findMachine(store, id) as MachineRecord;
  }, { passing: true });
}

/** Its spec is settled: it keeps it, whatever the inventory says by now, until somebody asks for a retry. */
async function goOn(serving: Serving, record: MachineRecord, address: string): Promise<Answer> {
  if (record.starts < mostStarts) return await grant(serving, record.id, address, {});
  const reason = `It began its installation ${record.starts} times and never came to an end`;
  await serving.store.write(() => { failMachine(serving, record, reason); });
  say(serving, record.id, `failed: ${reason}`, record.hostname);
  return json({ id: record.id, state: 'done', reason });
}

async function choose(serving: Serving, record: MachineRecord, machine: Machine, address: string): Promise<Answer> {
  const { inventory } = await serving.inventory.refresh();
  const verdict = chooseRule(inventory, machine, [address]);
  if (verdict.outcome !== 'one') return await wait(serving, record, verdict.reason, retryForPerson, false);
  const place = freePlace(serving, record);
  if (place.reason !== undefined) return await wait(serving, record, place.reason, place.retrySeconds, true);
  const resolution = await serving.resolve(inventory, machine, [address], { reset: record.reset === 1, withoutModel: true });
  if (resolution.outcome !== 'install') return await wait(serving, record, resolution.reason, retryForPerson, false);
  return await grant(serving, record.id, address, resolution);
}

/** The place is looked for again in the commit itself: planning took a while, and others have asked meanwhile. */
async function grant(serving: Serving, id: string, address: string, resolution: Extract<Resolution, { outcome: 'install' }> | Record<string, never>): Promise<Answer> {
  const { store, now } = serving;
  const token = makeToken();
  const expires = now() + tokenMilliseconds;
  const outcome = await store.write((): MachineRecord | { reason: string; retrySeconds: number } => {
    const record = findMachine(store, id) as MachineRecord;
    if ('outcome' in resolution && record.spec_digest === null) {
      const place = freePlace(serving, record);
      if (place.reason !== undefined) return place;
      const spec = JSON.stringify(resolution.spec);
      keepJson(store, 'specs', id, spec);
      updateMachine(store, id, {
        state: 'chosen', rule: resolution.rule, hostname: resolution.hostname ?? null, spec_digest: createHash('sha256').update(spec).digest('hex'),
        chosen_at: now(), fraction: 0, label: null,
      });
    }
    updateMachine(store, id, { reason: null, waiting_at: null, token_hash: hashToken(token), token_address: address, token_expires: expires, token_used: null });
    return findMachine(store, id) as MachineRecord;
  });
  if (!('id' in outcome)) return await wait(serving, findMachine(store, id) as MachineRecord, outcome.reason, outcome.retrySeconds, true);
  say(serving, id, `may fetch its spec, by rule ${outcome.rule ?? ''}, attempt ${outcome.attempt}, spec ${outcome.spec_digest?.slice(0, 12) ?? ''}`, outcome.hostname);
  return json({ id, state: 'install', spec: `/v1/machines/${id}/spec`, token, expires: new Date(expires).toISOString(), ...outcome.reset === 1 ? { reset: true } : {} });
}

/** @param forPlace it waits for its turn, and keeps its place in the queue */
async function wait(serving: Serving, record: MachineRecord, reason: string, retrySeconds: number, forPlace: boolean): Promise<Answer> {
  const { store, now } = serving;
  if (record.state !== 'waiting' || record.reason !== reason) say(serving, record.id, `waits: ${reason}`, record.hostname);
  await store.write(() => { updateMachine(store, record.id, { state: 'waiting', reason, waiting_at: forPlace ? record.waiting_at ?? now() : null }); }, { passing: true });
  return json({ id: record.id, state: 'wait', reason, retry_seconds: retrySeconds });
}
