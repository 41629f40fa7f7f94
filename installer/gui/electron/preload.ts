/** `window.cognos`, and nothing else: the page sees neither Electron nor Node. */
import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge, BridgeReply } from '../renderer/transport/bridge.ts';
import { channels } from './channels.ts';

const bridge: Bridge = {
  ask: (verb) => ipcRenderer.invoke(channels.ask, verb) as Promise<BridgeReply>,
  subscribe(listener) {
    const pass = (_event: unknown, news: Parameters<typeof listener>[0]): void => { listener(news); };
    ipcRenderer.on(channels.news, pass);
    ipcRenderer.send(channels.subscribe);
    return () => { ipcRenderer.off(channels.news, pass); };
  },
  reconnect: () => { ipcRenderer.send(channels.reconnect); },
};

contextBridge.exposeInMainWorld('cognos', bridge);
