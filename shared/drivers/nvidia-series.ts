import ids from '../../assets/nvidia-series.json' with { type: 'json' };

export type NvidiaSeries = 'current' | 'tesla470' | 'unsupported' | 'newer';

const current = new Set(ids.current);
const tesla470 = new Set(ids.tesla470);
/** First device id of Turing (TU102, 10de:1e02): what is older and in no list never had a driver that Debian 12 could carry. */
const firstTuring = 0x1e00;

/** The series for a device id of four lower-case hex digits; `newer`: in no list of Debian 12, so NVIDIA's own repository. */
export function nvidiaSeries(device: string): NvidiaSeries {
  if (current.has(device)) return 'current';
  if (tesla470.has(device)) return 'tesla470';
  return !ids.unsupported.includes(device) && Number.parseInt(device, 16) >= firstTuring ? 'newer' : 'unsupported';
}

/** GB100 (10de:2901) and up: only the open kernel module drives these. Ids as in pci.ids. */
export const isBlackwellOrNewer = (device: string): boolean => Number.parseInt(device, 16) >= 0x2900;
