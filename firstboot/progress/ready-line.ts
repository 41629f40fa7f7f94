/** What a ready machine offers, in one line: the model, how fast it is, and where it is asked. */
import { formatSpeed } from '../../shared/choice/format-speed.ts';
import type { Host } from '../../shared/system/host.ts';
import { proofPath } from '../paths.ts';
import { readAi } from '../read-ai.ts';
import { readIfThere } from '../read-if-there.ts';
import { readSpec } from '../read-spec.ts';

/** Never throws: a line at login is not worth a failure. */
export async function readyLine(host: Host): Promise<string> {
  try {
    const ai = await readAi(host);
    const model = ai?.choice.model;
    if (!model) return 'CognOS is ready, without a language model.';
    const { listen = '127.0.0.1', port = 8080 } = (await readSpec(host)).cognos?.ai?.api ?? {};
    const speed = await provenSpeed(host) ?? ai.choice.prediction?.generation.likely;
    const address = `http://${listen.includes(':') ? `[${listen}]` : listen}:${port}/v1`;
    return `CognOS is ready: ${model.name}${speed === undefined ? '' : `, ${formatSpeed(speed)} tokens/s`}, API ${address} (key: sudo cat /etc/cognos/api-key)`;
  } catch {
    return 'CognOS is ready.';
  }
}

async function provenSpeed(host: Host): Promise<number | undefined> {
  const proof = JSON.parse(await readIfThere(host, proofPath) ?? '{}') as { tokensPerSecond?: unknown };
  return typeof proof.tokensPerSecond === 'number' ? proof.tokensPerSecond : undefined;
}
