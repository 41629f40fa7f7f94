/** Is this document an answer file of Proxmox's automated installer? */
import { isMap } from '../../shared/spec/is-map.ts';

const telling = ['fqdn', 'country', 'keyboard', 'mailto', 'root-password', 'root_password', 'root-password-hashed', 'root_password_hashed'];

export function isProxmox(value: unknown): boolean {
  if (!isMap(value) || ['cognos', 'hostname', 'users'].some((key) => Object.hasOwn(value, key))) return false;
  const { global, network } = value;
  return isMap(global) && telling.some((key) => Object.hasOwn(global, key)) && (isMap(value['disk-setup']) || isMap(value['disk_setup']) || isMap(network));
}
