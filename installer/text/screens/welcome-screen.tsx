/** Language, region, keyboard and time zone. A terminal shows the languages whose letters it has, and says which it has not. */
import { wizardLanguages, type WelcomeAnswers } from '../../../shared/protocol/answers.ts';
import { findingsOf as allFindings, findingAt } from '../../gui/renderer/screens/findings-at.ts';
import { languageNames } from '../../gui/renderer/screens/welcome/language-names.ts';
import { localeOptions, timezoneOptions, timezoneTitle, timeThere } from '../../gui/renderer/screens/welcome/place-options.ts';
import { gap, heading, option, picker, text, type Block } from '../block.ts';
import { refused, remaining, rest } from '../findings.ts';
import { canShow } from '../terminal.ts';
import { ListPage, type Entry } from '../list-page.tsx';
import { Page } from '../page.tsx';
import { useSnapshot, type Known } from '../wizard-context.ts';
import { shown } from '../words.ts';

export function WelcomeScreen() {
  const wizard = useSnapshot();
  const { t, terminal, languages, next, back, snapshot } = wizard;
  const { welcome } = snapshot.answers;
  const set = (part: Partial<WelcomeAnswers>): void => { wizard.store.answer({ section: 'welcome', value: { ...welcome, ...part } }, 'now'); };
  const missing = wizardLanguages.filter((language) => !canShow(terminal, language));
  const blocks: Block[] = [
    text('lead', t('welcome.lead')), gap('gap'),
    heading('language', `  ${t('welcome.language')}`),
    ...languages.map((language) => option({ id: `language-${language}`, kind: 'one', on: welcome.language === language, label: shown(languageNames[language], terminal), set: () => { set({ language }); } })),
    ...(missing.length > 0 ? [text('missing', t(terminal.charset === 'ascii' ? 'text.languages.plain' : 'text.languages', { languages: missing.map((language) => englishName(language, t.language)).join(', ') }), 'soft')] : []),
    gap('gap2'), heading('place', `  ${t('welcome.place')}`),
    ...places(wizard, set),
    gap('gap3'), text('ease', t('text.ease'), 'soft'),
    ...remaining(rest(allFindings(snapshot.preview), 'welcome', /^(locale|timezone|keyboard)/), wizard),
  ];
  return <Page id="welcome" title={t('welcome.title')} blocks={blocks} help={t('text.about.welcome')} next={next} back={back} />;
}

function englishName(language: string, spoken: string): string {
  return new Intl.DisplayNames(spoken, { type: 'language' }).of(language) ?? language;
}

function places(wizard: Known, set: (part: Partial<WelcomeAnswers>) => void): Block[] {
  const { t, terminal, snapshot: { answers: { welcome: { locale, keyboard, timezone } }, choices, preview } } = wizard;
  const findings = allFindings(preview);
  const { variants = [], name = keyboard.layout } = choices.keyboards.find(({ layout }) => layout === keyboard.layout) ?? {};
  const locales = entries(localeOptions(choices.locales, t.language));
  const pick = (label: string, list: Entry[], chosen: string, choose: (id: string) => void) => (): void => {
    wizard.open(<ListPage title={label} entries={list.map((entry) => ({ ...entry, label: shown(entry.label, terminal) }))} chosen={chosen} choose={choose} />);
  };
  const row = (id: string, label: string, value: string, open: () => void, ...paths: string[]): Block => {
    const finding = findingAt(findings, ...paths);
    return refused(picker(id, label, shown(value, terminal), open, t('text.list.open')), finding ? [finding] : [], wizard);
  };
  const layouts = choices.keyboards.map((each) => ({ id: each.layout, label: each.name })).sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const usual = { id: '-', label: t('welcome.variant.usual') };
  const now = timeThere(timezone, t.language, new Date());
  return [
    row('locale', t('welcome.locale'), locales.find(({ id }) => id === locale)?.label ?? locale, pick(t('welcome.locale'), locales, locale, (id) => { set({ locale: id }); }), 'locale'),
    row('layout', `${t('welcome.keyboard')}: ${t('welcome.layout')}`, name, pick(t('welcome.layout'), layouts, keyboard.layout, (layout) => { set({ keyboard: { layout } }); }), 'keyboard.layout', 'keyboard'),
    ...(variants.length === 0 ? [] : [row('variant', `${t('welcome.keyboard')}: ${t('welcome.variant')}`, variants.find(({ variant }) => variant === keyboard.variant)?.name ?? usual.label,
      pick(t('welcome.variant'), [usual, ...variants.map((each) => ({ id: each.variant, label: each.name }))], keyboard.variant ?? '-', (id) => { set({ keyboard: { layout: keyboard.layout, ...(id === '-' ? {} : { variant: id }) } }); }), 'keyboard.variant')]),
    row('timezone', t('welcome.timezone'), `${timezoneTitle(timezone)}${now === undefined ? '' : `, ${now}`}`, pick(t('welcome.timezone'), entries(timezoneOptions(choices.timezones, t.language)), timezone, (id) => { set({ timezone: id }); }), 'timezone'),
    text('keyboard-note', t(terminal.slow ? 'welcome.try.remote' : 'text.keyboard'), 'soft'),
  ];
}

function entries(options: readonly { value: string; title: string }[]): Entry[] {
  return options.map(({ value, title }) => ({ id: value, label: title }));
}
