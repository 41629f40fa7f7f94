/** The licence of a model in short, where it can be read, and the box to accept it where it must be. */
import type { Candidate } from '../../../../../shared/choice/choice.ts';
import { Checks } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { LocalFinding } from '../../../../../shared/protocol/snapshot.ts';

interface LicenceProps { licence: Candidate['model']['licence']; models: readonly string[]; accepted: readonly string[]; onChange: (accepted: string[]) => void; refusal: LocalFinding | undefined }

export function Licence({ licence: { id, name, url, mustAccept }, models, accepted, onChange, refusal }: LicenceProps) {
  const t = useWords();
  const summary = t.maybe(`ai.licence.${id}`);
  const others = accepted.filter((each) => each !== id);
  return (
    <div className="licence">
      <p>{t('ai.licence.of', { model: t.list(models), licence: name })} {summary}</p>
      {/* Text, not a link: there is no browser here to open it in. */}
      <p>{t('ai.licence.summary')} <span className="code licence-url" dir="ltr">{url}</span></p>
      {mustAccept && <Checks label={t('ai.licence')} isLabelHidden value={accepted.filter((each) => each === id)} refusal={refusal} onChange={(value) => { onChange([...others, ...value]); }}
        options={[{ value: id, title: t('ai.licence.accept', { licence: name }), description: accepted.includes(id) || refusal ? undefined : t('ai.licence.missing') }]} />}
    </div>
  );
}
