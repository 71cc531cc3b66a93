// Functions that run in the page before its own scripts. Each is sent as text, so it uses nothing outside
// itself. The product's files are served unchanged.

/** Records the page's use of the camera, its screens and its errors. Results leave at once, as with
 * `hurrySlots` of `kiosk.mjs`. */
export function watch() {
  const { now } = Date;
  Date.now = () => Math.floor(now.call(Date) / 10_000) * 10_000 + 9_900;
  const NAMES = ['welcome', 'notice', 'document', 'face', 'comparing', 'done', 'closed'];
  const seen = { opened: 0, tracks: [], screens: [], errors: [] };
  window.seen = seen;

  const devices = navigator.mediaDevices;
  const open = devices?.getUserMedia.bind(devices);
  if (open) {
    devices.getUserMedia = async (wishes) => {
      seen.opened += 1;
      const stream = await open(wishes);
      seen.tracks.push(...stream.getTracks());
      return stream;
    };
  }

  // A copy of a track continues when the original has stopped, so it is recorded as well.
  for (const it of [window.MediaStreamTrack, window.MediaStream].filter(Boolean)) {
    const { clone } = it.prototype;
    it.prototype.clone = function () {
      const copy = clone.call(this);
      seen.tracks.push(...copy.getTracks?.() ?? [copy]);
      return copy;
    };
  }

  const look = () => {
    const section = document.querySelector('main section');
    const name = NAMES.find((it) => section?.classList.contains(it));
    const isOpen = document.querySelector('.choice') !== null;
    const last = seen.screens.at(-1);
    if (name && (name !== last?.name || isOpen !== last?.isOpen)) {
      seen.screens.push({ name, isOpen, at: performance.now() });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });

  const complain = (what) => seen.errors.push(String(what));
  const { error } = console;
  console.error = (...words) => { complain(words.join(' ')); error.apply(console, words); };
  addEventListener('error', (event) => complain(event.message ?? event.type));
  addEventListener('unhandledrejection', (event) => complain(event.reason));
  document.addEventListener('securitypolicyviolation', (event) => {
    complain(`${event.violatedDirective} ${event.blockedURI}`);
  });
}

/** Plays a film instead of the picture of the engine's camera. The camera is still opened and closed, so
 * permission and camera light are real. */
export function playFilm(film) {
  const devices = navigator.mediaDevices;
  const open = devices?.getUserMedia.bind(devices);
  if (!open) return;
  const length = film.reduce((sum, it) => sum + it.ms, 0);
  const decode = ({ png }) => {
    const bytes = Uint8Array.from(atob(png), (it) => it.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type: 'image/png' }));
  };
  devices.getUserMedia = async (wishes) => {
    // The camera's own frames are not used, so a low frame rate saves time.
    const camera = await open({ ...wishes, video: { ...wishes.video, frameRate: { ideal: 5 } } });
    const pictures = await Promise.all(film.map(decode));
    const canvas = document.createElement('canvas');
    canvas.width = pictures[0].width;
    canvas.height = pictures[0].height;
    const paper = canvas.getContext('2d');
    const start = performance.now();
    const show = () => {
      let left = (performance.now() - start) % length;
      const now = film.findIndex(({ ms }) => (left -= ms) < 0);
      paper.drawImage(pictures.at(now), 0, 0);
    };
    show();
    // With a fixed frame rate: otherwise WebKit records only the first picture.
    const played = canvas.captureStream(10);
    const timer = setInterval(show, 100);
    const [track] = played.getVideoTracks();
    track.stop = () => {
      clearInterval(timer);
      MediaStreamTrack.prototype.stop.call(track);
      camera.getTracks().forEach((it) => it.stop());
    };
    return played;
  };
}
