/** The bridge's other end. A message counts only when it comes from the top frame of our own page. */
import type { IpcMain, IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import type { BridgeReply } from '../renderer/transport/bridge.ts';
import { askedVerb } from './asked-verb.ts';
import { channels } from './channels.ts';
import type { EngineLink } from './engine-link.ts';
import { isOurs } from './origin.ts';

export function answerPage(ipc: IpcMain, link: EngineLink): void {
  ipc.handle(channels.ask, async (event, value: unknown): Promise<BridgeReply> => {
    if (!isOurPage(event)) return { ok: false, error: { code: 'bad-sender', message: 'only the wizard itself may ask' } };
    const asked = askedVerb(value);
    return asked.ok ? link.ask(asked.verb) : { ok: false, error: asked.error };
  });
  ipc.on(channels.subscribe, (event) => {
    if (isOurPage(event)) for (const news of link.standing()) event.sender.send(channels.news, news);
  });
  ipc.on(channels.reconnect, (event) => { if (isOurPage(event)) link.reconnect(); });
}

function isOurPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url);
}
