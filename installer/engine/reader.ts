/** The machine's own screen reader: offered where there is one, and told what was answered and in which language to speak. */
import type { Session } from './session.ts';

export function offerReader(session: Session): void {
  const { system, held, answered, publisher, log } = session;
  const complain = (error: unknown): void => { log(`the screen reader stays as it is: ${error instanceof Error ? error.message : String(error)}`); };
  let told = '';
  const tell = (): void => {
    const { language, accessibility: { screenReader } } = held.answers.welcome;
    const now = `${screenReader} ${language}`;
    if (now === told) return;
    told = now;
    system.setReader(screenReader, language).catch(complain);
  };
  system.findReader().then((found) => {
    if (found === 'none') return;
    held.screenReader = true;
    // What somebody has said since, or to the engine before this one, counts more than how the machine was started.
    if (found === 'on' && !answered.has('welcome')) switchOn(session);
    session.tellReader = tell;
    tell();
    publisher.atOnce();
  }).catch(complain);
}

function switchOn({ held }: Session): void {
  const { answers, answers: { welcome } } = held;
  held.answers = { ...answers, welcome: { ...welcome, accessibility: { ...welcome.accessibility, screenReader: true } } };
}
