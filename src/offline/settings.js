/** Has the service worker keep settings that the page has examined, for times without a network. */
export function keepSettings(text) {
  try {
    navigator.serviceWorker.controller?.postMessage({ settings: text });
  } catch {
    // A browser without service workers keeps none.
  }
}
