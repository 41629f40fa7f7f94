/** How far the system is locked down, and what each level adds to the one below it. */
import { Choice, Details, EngineWords, Notice, Panel } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { SecurityAnswers } from '../../../../../shared/protocol/answers.ts';
import type { Choices, LocalFinding } from '../../../../../shared/protocol/snapshot.ts';

type Level = Choices['profiles'][number];
interface ProfileProps { profile: SecurityAnswers['profile']; levels: readonly Level[]; onChange: (profile: SecurityAnswers['profile']) => void; finding: LocalFinding | undefined }

export function Profile({ profile, levels, onChange, finding }: ProfileProps) {
  const t = useWords();
  const audit = levels.find(({ groups }) => groups.some(({ group }) => group === 'audit'));
  const isAudited = audit !== undefined && levels.findIndex((level) => level.profile === profile) >= levels.indexOf(audit);
  return (
    <Panel title={t('security.profile')} icon="shield">
      <Choice label={t('security.profileLabel')} isLabelHidden value={profile} onChange={onChange} refusal={finding} options={levels.map((level) => ({
        value: level.profile, title: t(`security.profile.${level.profile}`),
        ...(level.profile === 'cis-level1-server' ? { badge: t('security.recommended') } : {}),
        description: <>{t(`security.profileText.${level.profile}`)}{level.controls > 0 && <> <span className="nowrap">{t.plural('security.controls', level.controls)}</span></>}</>,
      }))} />
      {profile === 'none' && <Notice tone="warning">{t('security.noneWarning')}</Notice>}
      <p className="field-help">{isAudited ? t('security.audited') : t('security.notAudited')}</p>
      <Details title={t('security.changes')}><div className="stack-small">{levels.filter(({ groups }) => groups.length > 0).map((level) => <Changes key={level.profile} level={level} />)}</div></Details>
    </Panel>
  );
}

function Changes({ level: { profile, groups } }: { level: Level }) {
  const t = useWords();
  const count = groups.reduce((sum, { titles }) => sum + titles.length, 0);
  return (
    <Details level={4} title={t('security.changesOf', { profile: t(`security.profile.${profile}`), count: t.plural('security.protections', count) })}>
      <dl className="changes">
        {groups.map(({ group, titles }) => (
          <div key={group}>
            <dt>{t.maybe(`security.group.${group}`) ?? group}</dt>
            <dd><ul className="hints">{titles.map((title) => <li key={title}><EngineWords>{title}</EngineWords></li>)}</ul></dd>
          </div>
        ))}
      </dl>
    </Details>
  );
}
