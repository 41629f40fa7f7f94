/** Which model, with what, on what: the choice of the installer or of an earlier step. */
import type { ModelChoice } from '../shared/choice/choice.ts';
import type { DriverPlan } from '../shared/drivers/driver-plan.ts';
import type { Host } from '../shared/system/host.ts';
import { aiPath } from './paths.ts';
import { readIfThere } from './read-if-there.ts';

export interface Ai { choice: ModelChoice; drivers: DriverPlan }

/** Undefined before anything was chosen. The file is ours and root's: what is not JSON is a damaged disk, and throws. */
export async function readAi(host: Host): Promise<Ai | undefined> {
  const text = await readIfThere(host, aiPath);
  return text === undefined ? undefined : JSON.parse(text) as Ai;
}
