/** systemd.net-naming-scheme(7); eth0 and wlan0 are names of kernels that rename nothing. */
export function isPredictable(name: string): boolean {
  return /^(en|wl|ib|sl|ww)[opsxvbu][0-9a-zA-Z]{1,12}$/.test(name);
}
