/** Which values are secrets, by where they stand. Their text is never quoted, whatever is wrong with it. */
import type { Path } from './document.ts';

const secretKeys = new Set(['ssh_authorized_keys', 'passwd', 'hashed_passwd', 'plain_text_passwd', 'password', 'token', 'secret', 'client-key-password', 'passphrase', 'chpasswd', 'list', 'proxy', 'http_proxy', 'https_proxy', 'ftp_proxy']);
/** What the installer itself understands; everything else goes to cloud-init and may carry anything. */
const ours = new Set([
  'hostname', 'fqdn', 'prefer_fqdn_over_hostname', 'preserve_hostname', 'manage_etc_hosts', 'users', 'user', 'groups', 'ssh_authorized_keys', 'ssh_import_id',
  'locale', 'timezone', 'keyboard', 'ntp', 'apt', 'network', 'cognos',
]);

export function mayQuote(path: Path): boolean {
  const [top] = path;
  if (top !== undefined && !ours.has(String(top))) return isFileMode(path);
  return !path.some((step) => secretKeys.has(String(step)));
}

/** The one number in what is handed over that people get wrong: write_files[].permissions. */
function isFileMode([top, , key]: Path): boolean {
  return top === 'write_files' && key === 'permissions';
}
