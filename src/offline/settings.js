/** Has the service worker keep settings that the page has examined, for times without a network. */
export function keepSettings(text) {
  navigator.serviceWorker?.controller?.postMessage({ settings: text });
}
