/** The engine's own client, as the link needs it: answers as plain data, because an Error loses its fields on the way to the page. */
import type { Host } from '../../../shared/system/host.ts';
import { connect } from '../../engine/client.ts';
import { VerbError } from '../../engine/verb-error.ts';
import type { BridgeReply } from '../renderer/transport/bridge.ts';
import type { Connect } from './engine-link.ts';

export function connectEngine(host: Pick<Host, 'readFile'>, { socket, tokenFile }: { socket: string; tokenFile: string }): Connect {
  return async ({ onUpdate, onClose }) => {
    // Read anew each time: an engine that was started again has another token.
    const token = (await host.readFile(tokenFile)).trim();
    const client = await connect({ path: socket, token });
    if (client.snapshot) onUpdate({ type: 'snapshot', snapshot: client.snapshot });
    client.onMessage(onUpdate);
    void client.closed.then(onClose);
    return { ask: (verb) => client.ask(verb).then((value) => ({ ok: true, ...value === undefined ? {} : { value } }), refusal) };
  };
}

function refusal(error: unknown): BridgeReply {
  if (!(error instanceof VerbError)) return { ok: false, error: { code: 'internal', message: error instanceof Error ? error.message : String(error) } };
  const { code, message, action } = error;
  return { ok: false, error: { code, message, ...action === undefined ? {} : { action } } };
}
