/** Language, place, keyboard, and what makes the wizard easier to use. */
import { Choice, Panel, ScreenFrame, Toggle } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { drawnFor, type PropsOf } from '../../drawn-for.ts';
import { wizardLanguages, type WelcomeAnswers, type WizardLanguage } from '../../../../../shared/protocol/answers.ts';
import { hasReader } from '../../flow/use-reader-key.ts';
import { findingsOf } from '../findings-at.ts';
import { Keyboard } from './keyboard.tsx';
import { languageNames } from './language-names.ts';
import { Places } from './places.tsx';

const languages = wizardLanguages.map((language) => ({ value: language, title: languageNames[language], lang: language }));

const parts = ['answers', 'choices', 'preview', 'you', 'screenReader'] as const;
export const WelcomeScreen = drawnFor(parts, Welcome);

function Welcome({ snapshot, ask }: PropsOf<typeof parts[number]>) {
  const t = useWords();
  const { answers: { welcome }, choices, preview, you } = snapshot;
  const findings = findingsOf(preview);
  const change = (part: Partial<WelcomeAnswers>): unknown => ask({ type: 'answers.set', section: 'welcome', value: { ...welcome, ...part } });
  const ease = (part: Partial<WelcomeAnswers['accessibility']>): unknown => change({ accessibility: { ...welcome.accessibility, ...part } });
  return (
    <ScreenFrame title={t('welcome.title')} lead={t('welcome.lead')}>
      <Panel title={t('welcome.language')} icon="language">
        <Choice<WizardLanguage> label={t('welcome.language')} isLabelHidden isCompact value={welcome.language} options={languages} onChange={(language) => { change({ language }); }} />
      </Panel>
      <Panel title={t('welcome.ease')} icon="accessibility">
        <Toggle label={t('welcome.largeText')} value={welcome.accessibility.largeText} onChange={(largeText) => { ease({ largeText }); }} />
        <Toggle label={t('welcome.highContrast')} value={welcome.accessibility.highContrast} onChange={(highContrast) => { ease({ highContrast }); }} />
        {hasReader(snapshot)
          ? <Toggle label={t('welcome.screenReader')} description={t('welcome.screenReader.local')} value={welcome.accessibility.screenReader} onChange={(screenReader) => { ease({ screenReader }); }} />
          : <p className="field-help"><span className="toggle-label">{t('welcome.screenReader')}</span> {t('welcome.screenReader.own')}</p>}
      </Panel>
      <Keyboard keyboard={welcome.keyboard} keyboards={choices.keyboards} findings={findings} isLocal={you.local} onChange={(keyboard) => { change({ keyboard }); }} />
      <Places welcome={welcome} choices={choices} findings={findings} onChange={change} />
    </ScreenFrame>
  );
}
