/** What was answered, in a few lines each: the person, the network, the protection, the language. */
import { Panel, type IconName } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { Section } from '../../../../../shared/protocol/answers.ts';
import { ChangeButton } from './change-button.tsx';
import { networkFacts, personFacts, placeFacts, securityFacts, type Facts } from './say-answers.ts';

export function AnswersPart({ snapshot, go }: Pick<ScreenProps, 'snapshot' | 'go'>) {
  const t = useWords();
  const panels: [section: Section, icon: IconName, title: string, facts: Facts][] = [
    ['you', 'user', t('review.you'), personFacts(t, snapshot)],
    ['network', 'network', t('review.network'), networkFacts(t, snapshot)],
    ['security', 'shield', t('review.security'), securityFacts(t, snapshot)],
    ['welcome', 'language', t('review.places'), placeFacts(t, snapshot)],
  ];
  return (
    <div className="answers">
      {panels.map(([section, icon, title, facts]) => (
        <Panel key={section} title={title} icon={icon} actions={<ChangeButton snapshot={snapshot} section={section} what={title} go={go} />}>
          <dl className="short-facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd><bdi>{t.facts([value])}</bdi></dd></div>)}</dl>
        </Panel>
      ))}
    </div>
  );
}
