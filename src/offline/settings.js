/**
 * Has the service worker store settings that the page has validated, for times without a network.
 * @param {string} text
 */
export function keepSettings(text) {
  try {
    navigator.serviceWorker.controller?.postMessage({ settings: text });
  } catch {
    // A browser without service workers stores none.
  }
}
