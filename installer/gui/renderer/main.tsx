import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { engineStore } from './flow/engine-store.ts';
import { bridgeTransport } from './transport/bridge.ts';
import { websocketTransport } from './transport/websocket.ts';
import 'virtual:font-names.css';
import './theme/index.css';

/** Milliseconds. The engine has answered by then unless something keeps it, and only then is that worth a screen. */
const patience = 250;

const transport = window.cognos ? bridgeTransport(window.cognos) : websocketTransport(address());
const store = engineStore(transport);
const root = document.getElementById('root');
// Asked for before anything is drawn, so that what is drawn first is what is wanted.
const first = new Promise<void>((heard) => { store.subscribe(() => { if (store.get().snapshot) heard(); }); });
if (root) void Promise.race([first, new Promise<void>((passed) => { setTimeout(passed, patience); })]).then(() => { createRoot(root).render(<StrictMode><App store={store} /></StrictMode>); });

/** With a name for this window, by which the engine knows it again when a connection broke. */
function address(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?window=${crypto.randomUUID()}`;
}
