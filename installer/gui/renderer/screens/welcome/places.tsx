/** Region and time zone of the installed machine. */
import { useCallback, useEffect, useState } from 'react';
import type { WelcomeAnswers } from '../../../../../shared/protocol/answers.ts';
import type { Choices, LocalFinding } from '../../../../../shared/protocol/snapshot.ts';
import { Combo, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import { findingAt } from '../findings-at.ts';
import { localeOptions, localeTitle, timeThere, timezoneOptions, timezoneTitle } from './place-options.ts';

export interface PlacesProps { welcome: WelcomeAnswers; choices: Choices; findings: readonly LocalFinding[]; onChange: (part: Partial<WelcomeAnswers>) => void }

export function Places({ welcome: { locale, timezone }, choices: { locales, timezones }, findings, onChange }: PlacesProps) {
  const t = useWords();
  const { language } = t;
  const localesShown = useCallback(() => localeOptions(locales, language), [locales, language]);
  const zones = useCallback(() => timezoneOptions(timezones, language), [timezones, language]);
  const now = timeThere(timezone, language, useMinute());
  return (
    <Panel title={t('welcome.place')} icon="clock">
      <div className="columns">
        <Combo label={t('welcome.locale')} description={t('welcome.locale.help')} value={locale} title={localeTitle(locale, language)} options={localesShown} refusal={findingAt(findings, 'locale')} onChange={(next) => { onChange({ locale: next }); }} />
        <Combo label={t('welcome.timezone')} description={now === undefined ? undefined : t('welcome.timezone.now', { time: now })} value={timezone} title={timezoneTitle(timezone)} options={zones}
          refusal={findingAt(findings, 'timezone')} onChange={(next) => { onChange({ timezone: next }); }} />
      </div>
    </Panel>
  );
}

/** The time now, to the minute; also when the clock is put right as soon as there is a network. */
function useMinute(): Date {
  const [minute, setMinute] = useState(minuteNow);
  useEffect(() => {
    const timer = setInterval(() => { setMinute(minuteNow()); }, 1000);
    return () => { clearInterval(timer); };
  }, []);
  return new Date(minute * 60_000);
}

const minuteNow = (): number => Math.floor(Date.now() / 60_000);
