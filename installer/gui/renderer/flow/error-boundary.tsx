/** A fault of this window's program: it says so, and reloading leads back to the same screen. */
import { Component, type ReactNode } from 'react';
import { Button } from '../components/button.tsx';
import { Notice } from '../components/notice.tsx';
import { useWords } from '../i18n/use-words.ts';

/** `at` is a name for what is shown: with another one, another try. */
export class ErrorBoundary extends Component<{ children: ReactNode; at: string }, { error?: Error; at?: string }> {
  override state: { error?: Error; at?: string } = {};

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: { at: string }): void {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: undefined } as unknown as { error: Error });
  }

  override render(): ReactNode {
    return this.state.error ? <Crashed error={this.state.error} /> : this.props.children;
  }
}

function Crashed({ error }: { error: Error }) {
  const t = useWords();
  return (
    <div className="screen">
      <h1 className="screen-title" tabIndex={-1} id="screen-title">{t('common.crash.title')}</h1>
      <Notice tone="danger" live="assertive" actions={<Button kind="primary" icon="again" isForWatchers onPress={() => { location.reload(); }}>{t('common.reload')}</Button>}>
        <p>{t('common.crash.text')}</p>
        <p className="code" dir="ltr">{error.message}</p>
      </Notice>
    </div>
  );
}
