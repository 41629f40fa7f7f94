/** How the machine is protected: the profile, the firewall, what is left out because it is needed, and updates. */
import { Checks, Panel, Refusal, ScreenFrame } from '../../components/index.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { ScreenProps } from '../../screen.ts';
import type { SecurityAnswers } from '../../../../../shared/protocol/answers.ts';
import { findingAt, findingsElsewhere, findingsOf } from '../findings-at.ts';
import { Firewall } from './firewall.tsx';
import { Profile } from './profile.tsx';
import { Updates } from './updates.tsx';
import './security.css';

export function SecurityScreen({ snapshot, ask }: ScreenProps) {
  const t = useWords();
  const { answers: { security }, choices, preview } = snapshot;
  const set = (changes: Partial<SecurityAnswers>): void => { void ask({ type: 'answers.set', section: 'security', value: { ...security, ...changes } }); };
  const findings = findingsOf(preview);
  const onFirewall = findings.filter(({ path }) => path.startsWith('cognos.security.firewall'));
  const [onProfile, onUpdates] = [findingAt(findings, 'cognos.security.profile'), findingAt(findings, 'cognos.security.updates')];
  return (
    <ScreenFrame title={t('security.title')} lead={t('security.lead')}>
      {findingsElsewhere(findings, 'security', onProfile, onUpdates, ...onFirewall).map((finding) => <Refusal key={`${finding.code} ${finding.path}`} finding={finding} />)}
      <Profile profile={security.profile} levels={choices.profiles} onChange={(profile) => { set({ profile }); }} finding={onProfile} />
      {/* Without a profile there is no firewall to let anything through, and nothing that installs updates. */}
      {security.profile !== 'none' && (
        <>
          <Firewall allowed={security.firewall} services={choices.services} onChange={(firewall) => { set({ firewall }); }} findings={onFirewall} />
          <Panel title={t('security.exceptions')} icon="sliders" lead={t('security.exceptionsLead')}>
            <Checks label={t('security.exceptions')} isLabelHidden value={security.exceptions} onChange={(exceptions) => { set({ exceptions }); }}
              options={choices.exceptions.map((value) => ({ value, title: t.maybe(`security.exception.${value}`) ?? value, description: t.maybe(`security.exceptionText.${value}`) ?? '' }))} />
          </Panel>
          <Updates updates={security.updates} reboot={security.reboot} onChange={set} finding={onUpdates} />
        </>
      )}
    </ScreenFrame>
  );
}
