/** The proxy, for apt: nothing else of an installed machine asks the installer for one. */
import type { Path } from '../../shared/spec/document.ts';
import type { Ledger } from '../ledger.ts';

const at: Path = ['proxy'];
const ours: Record<string, string> = { httpProxy: 'http_proxy', httpsProxy: 'https_proxy', ftpProxy: 'ftp_proxy' };

export function translateProxy(ledger: Ledger): void {
  if (!ledger.map(at)) return;
  ledger.sayUnknown(at, ['enabled', 'httpProxy', 'httpsProxy', 'ftpProxy', 'gopherProxy', 'socksProxy', 'socks5Server', 'noProxy']);
  if (ledger.truth([...at, 'enabled']) === false) return ledger.notApplicable(at, 'is switched off');
  ledger.applied([...at, 'enabled'], 'goes with the addresses beside it');
  for (const [key, own] of Object.entries(ours)) {
    const path = [...at, key];
    const url = ledger.text(path);
    if (url === undefined) continue;
    if (/:\/\/[^/]*@/.test(url)) ledger.refused(path, 'a name or password may not stand in an address; leave it out');
    else ledger.put(['apt', own], url);
    ledger.translated(path, [['apt', own]], 'for apt');
  }
  for (const key of ['gopherProxy', 'socksProxy', 'socks5Server']) if (ledger.text([...at, key]) !== undefined) ledger.refused([...at, key], 'apt is told of proxies for http, https and ftp; write httpProxy');
  if (ledger.text([...at, 'noProxy']) !== undefined) ledger.notApplicable([...at, 'noProxy'], 'apt alone is told of the proxy, and its servers are reached by it');
  for (const key of [...Object.keys(ours), 'gopherProxy', 'socksProxy', 'socks5Server', 'noProxy']) ledger.notApplicable([...at, key], 'is empty');
}
