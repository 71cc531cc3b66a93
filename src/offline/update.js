// The page's side of the service worker: installs it, and activates a new build, but only while no
// traveller is there. A page never mixes the files of two builds.

const CHECK_MS = 60 * 60 * 1_000;
/**
 * Delay after a traveller has gone, until the page has requested all its files. Chromium delays an
 * activation by minutes if it is requested while the old service worker is busy.
 */
const QUIET_MS = 2_000;
/** The steps at which the page may be reloaded. */
const FREE = ['welcome', 'broken'];
const isFree = () => FREE.includes(document.documentElement.dataset.step ?? '');

/**
 * Keeps the page available offline and up to date. `program`, the URL of its program, identifies its build.
 * @param {string | undefined} program
 */
export async function keep(program) {
  const { serviceWorker } = navigator;
  let own = serviceWorker.controller;
  let isOld = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let quiet;
  const registration = await serviceWorker.register('/offline.js', { updateViaCache: 'none' });

  const tend = () => {
    const { controller } = serviceWorker;
    isOld ||= own !== null && own !== controller;
    own ??= controller;
    // The first visit, or a forced reload.
    if (!own && !isOld) registration.active?.postMessage({ program });
    clearTimeout(quiet);
    if (!isFree()) return;
    if (isOld) location.reload();
    else quiet = setTimeout(() => registration.waiting?.postMessage('take over'), QUIET_MS);
  };
  const follow = (/** @type {ServiceWorker | null} */ worker) => {
    if (!worker) return;
    let isInstalling = worker.state === 'installing';
    worker.onstatechange = () => {
      if (isInstalling && worker.state === 'redundant') {
        console.warn('A build could not be kept for times without a network.');
      }
      isInstalling = false;
      tend();
    };
  };
  // Without a network there is no update.
  const check = () => registration.update().catch(() => {});

  serviceWorker.addEventListener('controllerchange', tend);
  serviceWorker.addEventListener('message', ({ data }) => {
    isOld ||= data === 'another build';
    tend();
  });
  serviceWorker.startMessages();
  registration.addEventListener('updatefound', () => follow(registration.installing));
  new MutationObserver(() => {
    if (isFree()) check();
    tend();
  }).observe(document.documentElement, { attributeFilter: ['data-step'] });
  setInterval(check, CHECK_MS);
  follow(registration.installing);
  tend();
}
