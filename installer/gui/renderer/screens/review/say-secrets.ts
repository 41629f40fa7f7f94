/** What of a saved file is a secret, and what follows from giving it along. Pure. */
import type { Answers } from '../../../../../shared/protocol/answers.ts';
import type { WordKey } from '../../i18n/english.ts';

/** The window's words and the terminal's. */
type Say = (key: Extract<WordKey, `review.${string}`>) => string;

export interface SaidSecrets { label: string; text: string }

/** Undefined where nothing of the answers is a secret. */
export function saySecrets(t: Say, { you, network }: Pick<Answers, 'you' | 'network'>): SaidSecrets | undefined {
  const opensNetwork = network.kind === 'configured' && hasPassword(network.spec);
  if (you.hasPassword) return { label: t('review.userData.secrets'), text: [t('review.userData.secretsText'), ...(opensNetwork ? [t('review.userData.secretsNetwork')] : [])].join(' ') };
  return opensNetwork ? { label: t('review.userData.network'), text: t('review.userData.networkText') } : undefined;
}

/** Of an access point, wherever netplan has it: beside the name, or in its `auth`. */
function hasPassword(value: unknown): boolean {
  if (!value || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, item]) => (key === 'password' ? typeof item === 'string' && item !== '' : hasPassword(item)));
}
