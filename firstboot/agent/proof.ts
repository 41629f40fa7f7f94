/** What the readiness gate saw (/var/lib/cognos/proof.json): for the report, and for the next start. */
import type { Host } from '../../shared/system/host.ts';
import { proofPath } from '../paths.ts';
import { readIfThere } from '../read-if-there.ts';
import type { Answer } from './ask-agent.ts';

export interface FallBackStep { from: string; to: string; why: string }

export interface Proof {
  /** Id of the catalogue, and the layers of it on accelerators. */
  model: string;
  gpuLayers: number;
  /** Generated, by llama-server's own clock; absent while nothing has answered. */
  tokensPerSecond?: number;
  promptTokensPerSecond?: number;
  promptTokens?: number;
  tokens?: number;
  /** Seconds. */
  firstToken?: number;
  /** What the choice of the first model promised; absent when nothing was measured. */
  promised?: number | undefined;
  fallbacks: FallBackStep[];
  /** One sentence for people. */
  statement: string;
  /** False while a fall-back is under way. */
  finished: boolean;
  /** ISO 8601. */
  at: string;
}

export async function readProof(host: Host): Promise<Proof | undefined> {
  const text = await readIfThere(host, proofPath);
  return text === undefined ? undefined : JSON.parse(text) as Proof;
}

export async function writeProof(host: Host, proof: Omit<Proof, 'at'>): Promise<void> {
  await host.writeFile(proofPath, `${JSON.stringify({ ...proof, at: new Date().toISOString() }, undefined, 2)}\n`);
}

export function figuresOf({ prompt, generation, firstToken }: Answer): Pick<Proof, 'tokensPerSecond' | 'promptTokensPerSecond' | 'promptTokens' | 'tokens' | 'firstToken'> {
  const rounded = (value: number): number => Math.round(value * 100) / 100;
  return { tokensPerSecond: rounded(generation.perSecond), promptTokensPerSecond: rounded(prompt.perSecond), promptTokens: prompt.tokens, tokens: generation.tokens, firstToken };
}
