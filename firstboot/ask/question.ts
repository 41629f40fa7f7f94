/** What is asked: plain data, so that the same questions go to a terminal, to a browser and into a test. */

/** What about the machine is open; a topic is answered as a whole. */
export type Topic = 'keyboard' | 'locale' | 'user' | 'hostname' | 'network' | 'model';

export type QuestionId = 'keyboard' | 'locale' | 'user' | 'password' | 'key' | 'hostname' | 'interface' | 'method' | 'address' | 'gateway' | 'nameservers' | 'model';

export interface Question {
  id: QuestionId;
  topic: Topic;
  /** "User name". */
  prompt: string;
  /** One or two sentences: what it is for, what an empty answer means. */
  help: string;
  /** Taken when the answer is empty; an empty default means that there may be no answer. */
  default?: string;
  /** Not shown while it is typed, and asked twice. */
  secret?: boolean;
  /** Nothing else is an answer. */
  choices?: string[];
  /** Answers among others, too many for the help. A terminal shows them for `?`. */
  examples?: string[];
  /** Asked only after this answer to an earlier question. */
  when?: { id: QuestionId; is: string };
  /** A keyboard belongs to a screen: not asked over a serial line or in a browser. */
  screenOnly?: boolean;
  /** Words that are no answer, although they look like one: the system's own users. */
  taken?: string[];
}

/** As they were typed, defaults filled in. The password is gone: `passwordHash` took its place. */
export type Answers = Partial<Record<Exclude<QuestionId, 'password'>, string>> & { passwordHash?: string };

/** Which of them are asked, given the answers so far. */
export function asksNow({ when }: Question, answers: Answers): boolean {
  return when === undefined || (when.id !== 'password' && answers[when.id] === when.is);
}
