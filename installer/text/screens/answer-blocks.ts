/** What was answered, in a few lines each: the person, the network, the protection, the language. */
import { networkFacts, personFacts, placeFacts, securityFacts, type Facts } from '../../gui/renderer/screens/review/say-answers.ts';
import { gap, heading, type Block } from '../block.ts';
import type { Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { fact } from './machine-screen.tsx';

export function answerBlocks({ t, terminal, snapshot }: Known): Block[] {
  const parts: [id: string, title: string, facts: Facts][] = [
    ['you', t('review.you'), personFacts(t, snapshot)], ['network', t('review.network'), networkFacts(t, snapshot)],
    ['security', t('review.security'), securityFacts(t, snapshot)], ['places', t('review.places'), placeFacts(t, snapshot)],
  ];
  return parts.flatMap(([id, title, facts], index) => [
    ...(index === 0 ? [] : [gap(`gap-${id}`)]), heading(`title-${id}`, `  ${title}`), ...facts.map(([name, value]) => fact(`${id}-${name}`, name, [[shown(value, terminal)]], 22)),
  ]);
}
