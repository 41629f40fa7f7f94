import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { engineStore } from './flow/engine-store.ts';
import { bridgeTransport } from './transport/bridge.ts';
import { websocketTransport } from './transport/websocket.ts';
import 'virtual:font-names.css';
import './theme/index.css';

const transport = window.cognos ? bridgeTransport(window.cognos) : websocketTransport(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`);
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><App store={engineStore(transport)} /></StrictMode>);
