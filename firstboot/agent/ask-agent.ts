/** One question to the agent, as any client asks it, and how fast the answer came. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import type { Host } from '../../shared/system/host.ts';
import { request } from './curl-config.ts';

export interface Question {
  /** `http://127.0.0.1:8080` */
  url: string;
  /** Left out: asked without the key, which must be refused. */
  keyPath?: string;
  prompt: string;
  /** How many the answer is made of. */
  tokens: number;
  /** Given up after these many seconds. */
  seconds?: number;
  signal?: AbortSignal;
}

export interface Answer {
  text: string;
  /** Tokens of the question, read at so many a second. */
  prompt: { tokens: number; perSecond: number };
  generation: { tokens: number; perSecond: number };
  /** Seconds from the question to the first token of the answer. */
  firstToken: number;
  /** As llama-server calls it. */
  model: string;
}

const patience = 300;

/** Throws when there is no answer, or not one that says what it is. */
export async function askAgent(host: Host, { url, keyPath, prompt, tokens, seconds = patience, signal }: Question): Promise<Answer> {
  const key = keyPath === undefined ? undefined : (await host.readFile(keyPath)).trim();
  const { status, text } = await request(host, {
    url: `${url}/v1/chat/completions`, key, seconds, signal,
    // Every token is generated and none of an earlier question is taken from the cache, or the figures would be of nothing.
    body: { messages: [{ role: 'user', content: prompt }], max_tokens: tokens, ignore_eos: true, cache_prompt: false },
  });
  if (status !== 200) throw failed(status === 0 ? `gave no answer within ${seconds} seconds` : `answered with status ${status}${reasonOf(text)}`);
  return readAnswer(text);
}

/** The status of the same question without a key: 401, or everyone on the network may use the machine. */
export async function statusWithoutKey(host: Host, url: string, signal?: AbortSignal): Promise<number> {
  const body = { messages: [{ role: 'user', content: 'Hello' }], max_tokens: 1 };
  return (await request(host, { url: `${url}/v1/chat/completions`, body, seconds: 60, signal })).status;
}

interface Completion {
  model?: string;
  choices?: { message?: { content?: string | null; reasoning_content?: string | null } }[];
  timings?: Partial<Record<'prompt_n' | 'prompt_ms' | 'prompt_per_second' | 'predicted_n' | 'predicted_ms' | 'predicted_per_second', number>>;
}

function readAnswer(body: string): Answer {
  const { choices, timings, model = '' } = parse(body);
  const message = choices?.[0]?.message;
  const { prompt_n: read = 0, prompt_ms: readMs = 0, predicted_n: made = 0, predicted_ms: madeMs = 0 } = timings ?? {};
  if (!message || made < 1) throw failed('answered with something that is not a completion');
  return {
    text: `${message.reasoning_content ?? ''}${message.content ?? ''}`, model,
    prompt: { tokens: read, perSecond: timings?.prompt_per_second ?? 0 },
    generation: { tokens: made, perSecond: timings?.predicted_per_second ?? 0 },
    firstToken: Math.round(readMs + madeMs / made) / 1000,
  };
}

function parse(body: string): Completion {
  try {
    return JSON.parse(body) as Completion;
  } catch {
    throw failed('answered with something that is not JSON');
  }
}

/** `{"error": {"message": …}}` */
function reasonOf(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { message?: unknown } };
    return typeof error?.message === 'string' ? `: ${error.message}` : '';
  } catch {
    return '';
  }
}

function failed(what: string): InstallerError {
  return new InstallerError({
    code: 'agent-no-answer', exitCode: exitCodes.failedResumable,
    message: `the agent ${what}`, action: 'Look at `journalctl --unit=cognos-agent`.',
  });
}
