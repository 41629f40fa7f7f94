/** The boot server of a machine that came up without a medium: which one it is, and how it is spoken to. */
import { exitCodes, InstallerError } from '../../shared/errors.ts';
import { curlConfig, curlFault } from '../../shared/net/curl-config.ts';
import { CommandError, type Host } from '../../shared/system/host.ts';

/** The authority that `cognos-netboot export --ca` put into the initrd; scripts/cognos-netboot leaves it here. */
export const authorityFile = '/run/cognos/ca.pem';
const trustStore = '/etc/ssl/certs/ca-certificates.crt';

export interface BootServer {
  /** `http(s)://SERVER:PORT` without a slash at the end. */
  base: string;
  /** PEM file of the only authority that may vouch for it. */
  authority?: string;
}

export interface Answer { status: number; body: string }

/** Undefined where the kernel line has no `cognos.netboot=`. */
export function netbootBase(words: readonly string[]): string | undefined {
  return words.find((word) => word.startsWith('cognos.netboot='))?.slice('cognos.netboot='.length).replace(/\/+$/, '');
}

/**
 * Throws where the address is none, or where it is http although an authority was given: a spec holds secrets, and who
 * could rewrite the kernel line could have it sent in the clear.
 */
export async function bootServer(host: Host, base: string): Promise<BootServer> {
  const url = URL.parse(base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || /[\s"\\\p{Cc}]/u.test(base)) throw failure(`cognos.netboot=${base} on the kernel line is no address of a boot server`, 'Give cognos.netboot=http://SERVER:PORT, as cognos-netboot serve has it in its menus.');
  if (!await host.exists(authorityFile)) return { base };
  if (url.protocol !== 'https:') throw failure(`The boot server ${base} is asked without encryption, although this initrd was made with an authority for https`, 'Start cognos-netboot serve with its certificate, or export the artefacts without --ca.');
  await trust(host);
  return { base, authority: authorityFile };
}

/** Reports go to the same server; they know the system's own list only. The live system's, which is gone with the next start. */
async function trust(host: Host): Promise<void> {
  const [known, ours] = await Promise.all([host.readFile(trustStore).catch(() => ''), host.readFile(authorityFile)]);
  if (!known.includes(ours.trim())) await host.writeFile(trustStore, `${known.trimEnd()}\n${ours}`);
}

export interface Request {
  method: 'GET' | 'POST';
  /** From the server's root: `/v1/machines`. */
  path: string;
  /** File that is sent. */
  content?: { file: string; type: string };
  token?: string;
}

/** What it answered, whatever the status; undefined with a sentence where there was no answer. Secrets go to curl on stdin. */
export async function askServer(host: Host, { base, authority }: BootServer, { method, path, content, token }: Request): Promise<Answer | string> {
  const settings: [string, string][] = [
    ['url', base + path], ['request', method], ['proto', authority === undefined ? '=https,http' : '=https'], ['connect-timeout', '15'], ['max-time', '120'], ['max-filesize', String(4 * 1024 ** 2)],
    ['user-agent', 'CognOS'], ['header', 'Expect:'], ...authority === undefined ? [] : [['cacert', authority] as [string, string]],
    ...content ? [['data-binary', `@${content.file}`], ['header', `Content-Type: ${content.type}`]] as [string, string][] : [],
    ...token === undefined ? [] : [['header', `Authorization: Bearer ${token}`] as [string, string]],
  ];
  // curl turns the two characters into a line break.
  const config = `${curlConfig(settings, 'the boot server')}write-out = "\\n%{http_code}"\n`;
  try {
    // --disable: a .curlrc could send it anywhere. No --location: another server is not the one that was named.
    const answer = await host.run('curl', ['--disable', '--config', '-'], { stdin: config });
    const at = answer.trimEnd().lastIndexOf('\n');
    return { status: Number(answer.slice(at + 1)), body: answer.slice(0, at) };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return curlFault(error);
  }
}

function failure(message: string, action: string): InstallerError {
  return new InstallerError({ code: 'netboot', message, action, exitCode: exitCodes.specRefused });
}
