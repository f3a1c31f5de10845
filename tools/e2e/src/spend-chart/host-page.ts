/** What MCP Apps has a host allow where a page asks for nothing more. */
const policy =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; " +
  "img-src data:; media-src data:; connect-src 'none'";

/**
 * A page of a host: the app in a sandbox of its own, messages passed on to `window.fromApp`, and what
 * it resolves with sent back.
 */
export function hostPage(app: string): string {
  const guarded = app.replace(
    '<head>',
    `<head><meta http-equiv="Content-Security-Policy" content="${policy}">`,
  );
  return `<!doctype html>
<style>
  body { margin: 0 }
  iframe { display: block; width: 100%; height: 200px; border: 0 }
</style>
<iframe sandbox="allow-scripts"></iframe>
<script>
  const frame = document.querySelector('iframe');
  window.toApp = (message) => frame.contentWindow.postMessage(message, '*');
  addEventListener('message', async ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data.method === 'ui/notifications/size-changed') {
      frame.style.height = data.params.height + 'px';
      return;
    }
    const answer = await window.fromApp(data);
    if (answer !== null) window.toApp(answer);
  });
  frame.srcdoc = ${JSON.stringify(guarded).replaceAll('<', String.raw`\u003c`)};
</script>`;
}
