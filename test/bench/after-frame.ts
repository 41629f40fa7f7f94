/**
 * A piece of a page's script: does something once the next frame was drawn. The first frame after a change may still be under
 * way when a callback asks; the next message is after it.
 */
export function afterFrame(statement: string): string {
  return `requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => { ${statement} };
    port2.postMessage(undefined);
  });`;
}
