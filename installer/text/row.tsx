/** One line of the screen, and nothing of it outside its width. */
import { Text } from 'ink';
import type { Line, Span } from './line.ts';

export function Row({ line }: { line: Line }) {
  // An empty text has no height.
  if (line.length === 0) return <Text> </Text>;
  return <Text wrap="truncate-end">{line.map((span, index) => <Piece key={index} span={span} />)}</Text>;
}

function Piece({ span: { text, bold = false, dim = false, inverse = false, underline = false, colour, caret = false } }: { span: Span }) {
  const look = { bold, dimColor: dim, inverse, underline, ...(colour ? { color: colour } : {}) };
  if (!caret) return <Text {...look}>{text}</Text>;
  const [first = ' ', ...rest] = Array.from(text);
  // See frame.ts: this says where the cursor belongs.
  return <Text {...look}><Text strikethrough>{first}</Text>{rest.join('')}</Text>;
}
