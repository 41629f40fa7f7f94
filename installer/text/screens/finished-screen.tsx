/** Done: what happened, the restart, how the machine is reached, and what it does next. */
import { useEffect, useState } from 'react';
import { startCountdown, tick } from '../../gui/renderer/screens/finished/countdown.ts';
import { reachable, sshLine, sshUrl } from '../../gui/renderer/screens/finished/ways-in.ts';
import { saySecrets } from '../../gui/renderer/screens/review/say-secrets.ts';
import { button, gap, heading, lines, text, type Block } from '../block.ts';
import { Page } from '../page.tsx';
import { qrLines } from '../qr-lines.ts';
import { useKeys, useSnapshot, useWizard, type Known } from '../wizard-context.ts';
import { shown } from '../words.ts';
import { firstBootBlocks } from './first-boot-blocks.ts';
import { SavePage, UserDataPage } from './user-data-page.tsx';

export function FinishedScreen() {
  const wizard = useSnapshot();
  const { t, store, snapshot: { finished, plan, answers, you: client } } = wizard;
  const { security } = answers;
  const [countdown, setCountdown] = useState(() => startCountdown(client.local && client.inControl));
  const restart = { label: t('finished.restartNow'), run: () => { store.tell({ type: 'power', action: 'reboot' }); } };
  useEffect(() => {
    if (countdown.state === 'over') restart.run();
    if (countdown.state !== 'running') return undefined;
    const timer = setTimeout(() => { setCountdown(tick); }, 1000);
    return () => { clearTimeout(timer); };
  }, [countdown]);
  // Any key shows that somebody is there; it does what it does besides.
  useKeys(3, () => {
    if (countdown.state === 'running') setCountdown({ state: 'stopped' });
    return false;
  });
  if (!finished) return <Page id="finished-none" title={t('finished.title')} blocks={[]} help={t('text.about.finished')} />;
  const { alreadyInstalled, hostname, seconds } = finished;
  const blocks: Block[] = [
    text('lead', shown(t(alreadyInstalled ? 'finished.already' : 'finished.lead', { hostname }), wizard.terminal), 'success'),
    text('done', alreadyInstalled ? t('finished.alreadyText') : seconds === undefined ? t('finished.done') : t('finished.doneIn', { time: t.duration(seconds) })), gap('gap'),
    heading('restart', `  ${t('finished.restart')}`), text('medium', t('finished.medium')),
    ...(countdown.state === 'running' ? [text('countdown', `${t.plural('finished.countdown', countdown.left)} ${t('text.countdownStop')}`, 'strong')] : countdown.state === 'stopped' ? [text('stopped', t('finished.stopped'), 'soft')] : [text('over', t('finished.restarting'), 'strong')]), gap('gap2'),
    ...reach(wizard, security.profile === 'none' || security.firewall.includes('ssh')), gap('gap3'),
    ...(plan ? [...firstBootBlocks(wizard, plan, security.profile), gap('gap4')] : []),
    button('save', t('review.userData.save'), () => { wizard.open(<SavePage title={t('review.userData')} save={(volume, withSecrets) => ({ type: 'spec.save', volume, withSecrets })} secrets={saySecrets(t, answers)} />); }, t('review.userDataLead')),
    button('show', t('review.userData.show'), () => { wizard.open(<UserDataPage />); }),
  ];
  const off = { label: t('finished.powerOff'), run: () => { store.tell({ type: 'power', action: 'poweroff' }); } };
  return <Page id="finished" title={t('finished.title')} blocks={blocks} help={t('text.about.finished')} more={[restart, off]} first="#0" />;
}

function reach({ t, terminal, open, snapshot: { finished } }: Known, isSshOpen: boolean): Block[] {
  if (!finished) return [];
  const addresses = reachable(finished.addresses);
  const [first] = addresses;
  return [
    heading('reach', `  ${t('finished.reach')}`), text('reach-lead', shown(t('finished.reachLead', { hostname: finished.hostname }), terminal)),
    ...(isSshOpen ? [] : [text('no-ssh', t('finished.noSsh'), 'warning')]),
    ...(first === undefined ? [text('no-address', t('finished.noAddress'), 'warning')] : [
      ...addresses.map((address) => text(`ssh-${address}`, shown(sshLine(finished, address), terminal), 'strong', 4)), text('addresses', t('finished.addressesText'), 'soft'),
      terminal.charset === 'utf-8' ? button('qr', t('text.qr'), () => { open(<QrPage url={sshUrl(finished, first)} />); }) : text('no-qr', t('text.qr.plain'), 'soft'),
    ]),
  ];
}

function QrPage({ url }: { url: string }) {
  const { t, close } = useWizard();
  const rows = qrLines(url);
  const blocks = [lines('qr', () => rows.map((row) => [{ text: `  ${row}`, inverse: false }])), text('text', `${t('finished.qrText')} ${url}`)];
  return <Page id="qr" title={t('text.qr')} blocks={blocks} help={t('text.about.finished')} back={{ label: t('common.close'), run: close }} />;
}
