// The page's side of the service worker: has it installed, and lets a new build take over, but
// only while no traveller is there. No page is made of the files of two builds.

const CHECK_MS = 60 * 60 * 1_000;
/**
 * So long after a traveller has gone the page has asked for all that it needs. Chromium puts a
 * change off by minutes if it is asked for while the old service worker is at work.
 */
const QUIET_MS = 2_000;
/** The steps at which the page may start anew. */
const FREE = ['welcome', 'broken'];
const isFree = () => FREE.includes(document.documentElement.dataset.step);

/** Keeps the page at hand and up to date. `program`, the address of the page's program, names its build. */
export async function keep(program) {
  const { serviceWorker } = navigator;
  let own = serviceWorker.controller;
  let isOld = false;
  let quiet;
  const registration = await serviceWorker.register('/offline.js', { updateViaCache: 'none' });

  const tend = () => {
    const { controller } = serviceWorker;
    isOld ||= own !== null && own !== controller;
    own ??= controller;
    // The first visit, and one that was to come from the network.
    if (!own && !isOld) registration.active?.postMessage({ program });
    clearTimeout(quiet);
    if (!isFree()) return;
    if (isOld) location.reload();
    else quiet = setTimeout(() => registration.waiting?.postMessage('take over'), QUIET_MS);
  };
  const follow = (worker) => {
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
  // Without a network there is nothing new.
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
