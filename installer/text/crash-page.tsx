/** A fault of this program: it says so, and drawing again leads back to the same screen. */
import { Component, type ReactNode } from 'react';
import { gap, text } from './block.ts';
import { Page } from './page.tsx';
import { useWizard } from './wizard-context.ts';
import { shown } from './words.ts';

/** `at` is a name for what is shown: with another one, another try. */
export class ErrorBoundary extends Component<{ children: ReactNode; at: string }, { error?: Error | undefined }> {
  override state: { error?: Error | undefined } = {};

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override componentDidUpdate(before: { at: string }): void {
    if (before.at !== this.props.at && this.state.error) this.setState({ error: undefined });
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? <CrashPage error={error} again={() => { this.setState({ error: undefined }); }} /> : this.props.children;
  }
}

function CrashPage({ error, again }: { error: Error; again(): void }) {
  const { t, terminal } = useWizard();
  const blocks = [text('what', t('text.crash')), gap('gap'), text('message', shown(error.message, terminal), 'danger')];
  return <Page id="crash" title={t('common.crash.title')} blocks={blocks} help={t('text.crash')} more={[{ label: t('common.retry'), run: again }]} first="#0" />;
}
