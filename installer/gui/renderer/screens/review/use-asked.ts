/** One question to the engine at a time: its answer, why there is none, and whether it is still awaited. */
import { useState } from 'react';
import { EngineError } from '../../transport/transport.ts';

export interface Asked<Answer> {
  answer: Answer | undefined;
  /** What the engine says against it, for beside the button: not everybody looks at the top of the screen. */
  refusal: string | undefined;
  isWaiting: boolean;
  run: (question: () => Promise<unknown>) => Promise<void>;
}

export function useAsked<Answer>(): Asked<Answer> {
  const [state, setState] = useState<Omit<Asked<Answer>, 'run'>>({ answer: undefined, refusal: undefined, isWaiting: false });
  const run = async (question: () => Promise<unknown>): Promise<void> => {
    setState({ answer: undefined, refusal: undefined, isWaiting: true });
    try {
      setState({ answer: await question() as Answer, refusal: undefined, isWaiting: false });
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      setState({ answer: undefined, refusal: [error.message, error.action].filter(Boolean).join(' '), isWaiting: false });
    }
  };
  return { ...state, run };
}
