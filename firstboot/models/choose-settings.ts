/** What the agent starts with when it runs another model: chosen as the installer does, on this machine. */
import { askedModel } from '../../shared/choice/asked-model.ts';
import { chooseModel } from '../../shared/choice/choose-model.ts';
import type { ModelChoice } from '../../shared/choice/choice.ts';
import { probeMachine } from '../../shared/machine/probe-machine.ts';
import type { Measurement } from '../../shared/measure/measurement.ts';
import { parseJournal, summariseJournal } from '../../shared/plan/journal.ts';
import type { CatalogueModel } from '../../shared/models/catalogue.ts';
import type { Host } from '../../shared/system/host.ts';
import { journalPath, stateFolder } from '../paths.ts';
import type { Ai } from '../read-ai.ts';
import { readIfThere } from '../read-if-there.ts';
import { refusal, type Shelf } from './shelf.ts';

/** Throws with the reason when the model cannot run here. */
export async function chooseSettings({ fetch: { host, signal }, spec, models }: Shelf, model: CatalogueModel, ai: Ai | undefined): Promise<ModelChoice> {
  const machine = await probeMachine(host, { signal });
  const catalogue = { version: 1, serial: 1, issued: '', expires: '', defaultModel: model.id, models } as const;
  // Licence and digest were judged when the model was fetched.
  const request = { ...askedModel(spec), model: model.id, acceptedLicences: [model.licence.id], allowUnverified: true };
  const choice = chooseModel(machine, catalogue, request, await measurement(host), ai?.drivers);
  if (choice.refusal || !choice.model) throw refusal('model-unusable', choice.reason, '`cognos-install models` shows what fits this machine.');
  return choice;
}

async function measurement(host: Host): Promise<Measurement | undefined> {
  for (const path of [journalPath, `${stateFolder}/install.jsonl`]) {
    const found = summariseJournal(parseJournal(await readIfThere(host, path) ?? '')).measurement;
    if (found) return found;
  }
  return undefined;
}
