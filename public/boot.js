// Starts the page. If it does not start, or breaks, the officer lane is still open: the camera
// goes off, two sentences stand there, and the page tries again after a while.
const RETRY_MS = 30_000;

function officerOnly() {
  for (const video of document.querySelectorAll('video')) {
    for (const track of video.srcObject?.getTracks() ?? []) track.stop();
  }
  for (const child of document.body.children) child.hidden = child.id !== 'no-page';
  setTimeout(() => location.reload(), RETRY_MS);
}

addEventListener('error', (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) officerOnly();
});
addEventListener('unhandledrejection', (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) officerOnly();
});

try {
  const script = document.querySelector('script[data-wasm]');
  const { default: init } = await import(script.dataset.js);
  await init({ module_or_path: script.dataset.wasm });
} catch (error) {
  console.error(error);
  officerOnly();
}
