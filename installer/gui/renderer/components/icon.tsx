/** Our own drawings (assets/icons), in the colour of the text around them. Without a label they say nothing: the words beside them do. */
import { drawings, type IconName } from './icon-drawings.ts';

export type { IconName } from './icon-drawings.ts';

export function Icon({ name, label, size }: { name: IconName; label?: string; size?: 'large' }) {
  return (
    // The drawings are files of ours and part of the bundle; nothing that a user wrote ever gets here.
    <span className={`icon icon-${name}${size === 'large' ? ' large' : ''}`} dangerouslySetInnerHTML={{ __html: drawings[name] }}
      {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />
  );
}
