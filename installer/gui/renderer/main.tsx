import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { engineStore } from './flow/engine-store.ts';
import { bridgeTransport } from './transport/bridge.ts';
import { websocketTransport } from './transport/websocket.ts';
import 'virtual:font-names.css';
import './theme/index.css';

const transport = window.cognos ? bridgeTransport(window.cognos) : websocketTransport(address());
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App store={engineStore(transport)} /></StrictMode>);

/** With a name for this window, by which the engine knows it again when a connection broke. */
function address(): string {
  const { protocol, host } = location;
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/ws?window=${crypto.randomUUID()}`;
}
