/** `serve`: the boot server until it is ended, with the rollout on the terminal where there is one. */
import { appendFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { localHost } from '../../shared/system/local-host.ts';
import { UsageError, wholeNumber, type Values } from '../command-line.ts';
import type { CommandRunner } from '../main.ts';
import type { OpenDhcp } from '../boot/open-dhcp.ts';
import { drawScreen, leaveScreen } from '../rollout/screen.ts';
import { rolloutOf } from '../rollout/view.ts';
import { localMacs } from '../store/local-macs.ts';
import { writeSetting } from '../store/settings.ts';
import { openSite, type OpenSite, type SiteOptions } from './open-site.ts';
import { defaultFolder, defaultPort, logPath } from './places.ts';

export const serveCommand: CommandRunner = async ({ values }) => {
  const folder = resolve(values.folder ?? defaultFolder);
  checkDhcp(values);
  const onScreen = process.stdout.isTTY && process.stderr.isTTY;
  // The table has the screen to itself; what happens goes to a file then, else where the service manager takes it.
  let log = (line: string): void => { process.stderr.write(`${line}\n`); };
  const options = await siteOptions(values, folder, (line) => { log(line); });
  const site = await openSite(options);
  if (onScreen) log = (line) => { appendFileSync(logPath(folder), `${line}\n`, { mode: 0o600 }); };
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => { stop.abort(); });
  let dhcp: OpenDhcp | undefined;
  try {
    dhcp = await answerNetworkBoots(values, site, folder, (line) => { log(line); });
    await untilStopped(site, onScreen, stop.signal);
  } finally {
    await dhcp?.close();
    await site.close();
  }
  return exitCodes.done;
};

function checkDhcp({ dhcp, interface: card, range, artefacts, 'tls-cert': cert, 'plain-port': plainPort }: Values): void {
  if (dhcp === undefined) {
    if (card !== undefined || range !== undefined) throw new UsageError('--interface and --range belong to --dhcp');
    return;
  }
  if (dhcp !== 'proxy' && dhcp !== 'full') throw new UsageError('--dhcp is proxy, beside a DHCP server, or full, as the only one');
  if (card === undefined) throw new UsageError('--dhcp wants --interface NAME: the network card that machines boot from');
  if (artefacts === undefined) throw new UsageError('--dhcp wants --artefacts DIR: the loaders that it names are in there');
  if (cert !== undefined && plainPort === undefined) throw new UsageError('--dhcp beside TLS wants --plain-port PORT: loaders know no https');
}

/** dnsmasq, where it was asked for. Loaded only then. */
async function answerNetworkBoots({ dhcp, interface: card = '', range, artefacts = '', url }: Values, { store, port, plainPort = port }: OpenSite, folder: string, log: (line: string) => void): Promise<OpenDhcp | undefined> {
  if (dhcp === undefined) return undefined;
  const { openDhcp } = await import('../boot/open-dhcp.ts');
  const warnings = new Set<string>();
  const warn = (warning: string): void => {
    log(`Warning: ${warning}`);
    if (warnings.has(warning)) return;
    warnings.add(warning);
    store.write(() => { writeSetting(store, 'warnings', [...warnings].slice(-5)); }).catch((error: unknown) => { log(String(error)); });
  };
  await store.write(() => { writeSetting(store, 'warnings', []); });
  try {
    return await openDhcp({ kind: dhcp as 'proxy' | 'full', interface: card, range, port: plainPort, artefacts: resolve(artefacts), folder, log, warn, localMacs: () => localMacs(store), server: url });
  } catch (error) {
    throw new InstallerError({ code: 'dhcp', exitCode: exitCodes.failedForGood, cause: error, message: `Network boots cannot be answered: ${error instanceof Error ? error.message : String(error)}`, action: 'Correct that, or serve without --dhcp and let your own DHCP server name the loaders (netboot/README.md).' });
  }
}

async function untilStopped({ store }: OpenSite, onScreen: boolean, signal: AbortSignal): Promise<void> {
  const timer = onScreen ? setInterval(() => { drawScreen(process.stdout, rolloutOf(store, Date.now())); }, 1000) : undefined;
  if (!signal.aborted) await new Promise((resolve) => { signal.addEventListener('abort', resolve, { once: true }); });
  clearInterval(timer);
  if (onScreen) leaveScreen(process.stdout);
}

async function siteOptions(values: Values, folder: string, log: (line: string) => void): Promise<SiteOptions> {
  if (values.inventory === undefined) throw new UsageError('serve wants --inventory FILE: the rules by which machines get their specs');
  const tls = await tlsOf(values);
  const plainPort = wholeNumber('plain-port', values['plain-port'], [0, 65535]);
  if (plainPort !== undefined && !tls) throw new UsageError('--plain-port stands beside TLS; without --tls-cert everything is plain already');
  if (plainPort !== undefined && values.url === undefined) throw new UsageError('--plain-port wants --url https://NAME:PORT as well: where machines go on after their loader');
  return {
    host: localHost, folder, inventory: values.inventory, artefacts: values.artefacts, listen: listenOf(values.listen), url: urlOf(values.url, tls !== undefined), tls, plainPort,
    limits: { concurrency: wholeNumber('concurrency', values.concurrency, [1, 100_000]) ?? 20, stagger: wholeNumber('stagger', values.stagger, [0, 3600]) ?? 0 },
    webhook: await webhookOf(values), log,
  };
}

async function tlsOf(values: Values): Promise<SiteOptions['tls']> {
  const { 'tls-cert': cert, 'tls-key': key, 'tls-ca': ca } = values;
  if (cert === undefined && key === undefined && ca === undefined) return undefined;
  if (cert === undefined || key === undefined) throw new UsageError('--tls-cert and --tls-key belong together');
  return { cert: await localHost.readFile(cert), key: await localHost.readFile(key), ...ca === undefined ? {} : { ca: await localHost.readFile(ca) } };
}

function listenOf(text: string | undefined): SiteOptions['listen'] {
  const [, address = '', port = ''] = /^(.*?):?(\d{1,5})$/.exec(text ?? `:${defaultPort}`) ?? [];
  if (port === '' || Number(port) > 65535) throw new UsageError(`--listen is ADDRESS:PORT, and ${JSON.stringify(text)} is none`);
  return { address: address.replace(/^\[|\]$/g, '') || '::', port: Number(port) };
}

/** What machines are told has to be spoken here: a downgrade would send tokens in clear text. */
function urlOf(text: string | undefined, secure: boolean): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '' || url.hash !== '') throw new UsageError('--url is an address such as https://boot.example.net:8480');
  if (secure && url.protocol !== 'https:') throw new UsageError('--url begins with https where the server has a certificate');
  return url.href.replace(/\/+$/, '');
}

/** An address with a token in it is better kept in a file than on a command line, which everybody on the machine can read. */
async function webhookOf({ webhook, 'webhook-secret': secretFile }: Values): Promise<SiteOptions['webhook']> {
  if (webhook === undefined) return undefined;
  const url = /^https?:/.test(webhook) ? webhook : (await localHost.readFile(webhook)).trim();
  if (!URL.canParse(url) || !/^https?:/.test(url)) throw new UsageError('--webhook is an http or https address, or a file that holds one');
  return { url, ...secretFile === undefined ? {} : { secret: (await localHost.readFile(secretFile)).trim() } };
}
