import { checkNetworkV1 } from './check-network-v1.ts';
import { checkNetworkV2 } from './check-network-v2.ts';
import type { Check } from './check.ts';

export const checkNetwork: Check = ({ network }, note) => {
  if (network?.version === 1) checkNetworkV1(network, note);
  if (network?.version === 2) checkNetworkV2(network, note);
};
