// The first script of the page. It removes interfaces that the page never uses and injected script could:
// channels to other addresses that no Content-Security-Policy closes, persistent storage, and every way
// to open a frame or window, in which these interfaces would exist again.
(() => {
  const DOORS = [
    'RTCPeerConnection', 'webkitRTCPeerConnection', 'RTCDataChannel', 'RTCIceTransport', 'RTCIceCandidate',
    'RTCDtlsTransport', 'RTCSctpTransport', 'RTCSessionDescription', 'RTCCertificate', 'RTCRtpSender',
    'RTCRtpReceiver', 'RTCRtpTransceiver', 'RTCRtpScriptTransform', 'WebTransport', 'WebSocket',
    'WebSocketStream', 'EventSource', 'XMLHttpRequest', 'fetchLater', 'TCPSocket', 'UDPSocket',
    'SharedWorker', 'BroadcastChannel', 'caches', 'CacheStorage', 'Cache', 'cookieStore', 'CookieStore',
    'sharedStorage', 'SharedStorage', 'SharedArrayBuffer', 'FileSystemHandle', 'FileSystemFileHandle',
    'FileSystemDirectoryHandle', 'webkitRequestFileSystem', 'webkitResolveLocalFileSystemURL',
    'showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker', 'Notification', 'PushManager',
    'BackgroundFetchManager', 'SyncManager', 'PeriodicSyncManager', 'PaymentRequest', 'PresentationRequest',
    'Presentation', 'RemotePlayback', 'SpeechRecognition', 'webkitSpeechRecognition', 'Translator',
    'LanguageDetector', 'LanguageModel', 'Summarizer', 'Writer', 'Rewriter', 'Proofreader', 'open', 'alert', 'confirm',
    'prompt',
    'customElements', 'CustomElementRegistry', 'DOMParser', 'XSLTProcessor', 'documentPictureInPicture',
    'MediaRecorder', 'launchQueue',
  ];
  /** What is taken from a prototype, or from a constructor, whose other names the page uses. */
  const MEMBERS = [
    ['Navigator', 'sendBeacon', 'share', 'credentials', 'login', 'presentation', 'bluetooth', 'usb', 'hid',
      'serial', 'xr', 'contacts', 'clipboard', 'requestMIDIAccess', 'requestMediaKeySystemAccess',
      'registerProtocolHandler', 'unregisterProtocolHandler', 'joinAdInterestGroup', 'runAdAuction',
      'createAuctionNonce', 'getInterestGroupAdAuctionData', 'setAppBadge', 'getInstalledRelatedApps',
      'webkitGetUserMedia', 'getUserMedia', 'modelContext'],
    ['StorageManager', 'getDirectory'],
    ['MediaDevices', 'getDisplayMedia', 'selectAudioOutput'],
    ['ServiceWorkerRegistration', 'unregister', 'pushManager', 'backgroundFetch', 'sync', 'periodicSync',
      'paymentManager', 'cookies', 'showNotification'],
    ['Document', 'write', 'writeln', 'open', 'execCommand', 'browsingTopics', 'parseHTMLUnsafe', 'cookie'],
    ['HTMLVideoElement', 'requestPictureInPicture'],
    ['DOMImplementation', 'createDocument'],
  ];
  /** Functions that create a URL for data of the page. */
  const ADDRESSES = ['createObjectURL', 'revokeObjectURL'];
  /** Elements that would be a window of their own. */
  const FRAMES = ['iframe', 'frame', 'frameset', 'object', 'embed', 'fencedframe', 'portal', 'controlledframe', 'webview'];
  const WORKER = '/offline.js';

  // The following functions may be called after script has replaced other globals, so they hold the
  // browser's own functions and call no method by its name.
  const { apply } = Reflect;
  const { origin } = location;
  /** A part of the browser, which may have it or not, or none that can be reached. */
  const part = (/** @type {string} */ name) => {
    try {
      return /** @type {any} */ (globalThis)[name] ?? undefined;
    } catch {
      return undefined;
    }
  };
  const Address = URL;
  /**
   * Reads a property with the browser's own getter.
   * @param {{ prototype: object }} owner
   * @param {string} name
   */
  const getter = (owner, name) => {
    const { get } = /** @type {{ get: () => any }} */ (Object.getOwnPropertyDescriptor(owner.prototype, name));
    return (/** @type {object} */ object) => apply(get, object, []);
  };
  /**
   * @param {object} owner
   * @param {string} name
   * @param {unknown} value
   */
  const fix = (owner, name, value) => {
    Object.defineProperty(owner, name, { value, writable: false, enumerable: false, configurable: false });
  };
  /**
   * Removes a name from an object and everything that it inherits from.
   * @param {object} owner
   * @param {string} name
   */
  const take = (owner, name) => {
    for (let object = owner; object; object = Object.getPrototypeOf(object)) {
      if (Object.hasOwn(object, name)) fix(object, name, undefined);
    }
  };
  const originOf = getter(URL, 'origin');
  const nameOf = getter(Element, 'localName');
  const lengthOf = getter(ArrayBuffer, 'byteLength');
  const { createObjectURL } = URL;
  const isFrame = Set.prototype.has.bind(new Set(FRAMES));

  for (const name of /** @type {const} */ (['createElement', 'createElementNS'])) {
    const make = Document.prototype[name];
    /** @this {Document} @param {unknown[]} words */
    const made = function made(...words) {
      // What it is asked for may say another name each time, so the element is looked at.
      const element = apply(make, this, words);
      if (isFrame(nameOf(element))) throw new TypeError('this page has no frames');
      return element;
    };
    fix(Document.prototype, name, made);
  }

  // Memory that two threads share is a clock that is finer than the browser's own.
  const { buffer } = Object.getOwnPropertyDescriptors(WebAssembly.Memory.prototype);
  Object.defineProperty(WebAssembly.Memory.prototype, 'buffer', {
    get() {
      const bytes = apply(/** @type {() => ArrayBuffer} */ (buffer.get), this, []);
      // Of shared memory it throws.
      lengthOf(bytes);
      return bytes;
    },
    configurable: false,
  });

  // The only policy for trusted types that there can be: no text becomes an element or a script.
  part('trustedTypes')?.createPolicy('default', {
    createScriptURL: (/** @type {string} */ address) => originOf(new Address(address, origin)) === origin ? address : null,
  });

  // The only service worker that there can be.
  const container = part('ServiceWorkerContainer')?.prototype;
  if (container) {
    const { register } = container;
    /** @this {ServiceWorkerContainer} @param {unknown} address */
    const registerOwn = async function registerOwn(address) {
      if (address !== WORKER) throw new TypeError('this site has one service worker');
      return apply(register, this, [WORKER, { updateViaCache: 'none' }]);
    };
    fix(container, 'register', registerOwn);
  }

  // The one file that leaves: results that staff carry to the server. A managed browser saves it only where
  // its policy allows downloads.
  const RESULTS = 'gangway-results 1 ';
  let isSaving = false;
  const { createElement } = document;
  const { click } = HTMLElement.prototype;
  const { setAttribute } = Element.prototype;
  const { slice } = String.prototype;
  const File = Blob;
  fix(globalThis, 'saveResults', function saveResults(/** @type {unknown} */ words) {
    const text = `${words}`;
    if (apply(slice, text, [0, RESULTS.length]) !== RESULTS) throw new TypeError('only results are saved');
    const link = apply(createElement, document, ['a']);
    const address = apply(createObjectURL, Address, [new File([text], { type: 'text/plain' })]);
    apply(setAttribute, link, ['href', address]);
    apply(setAttribute, link, ['download', 'gangway-results.txt']);
    isSaving = true;
    try {
      apply(click, link, []);
    } finally {
      isSaving = false;
    }
  });

  // A navigation to another address is cancelled before it begins.
  const navigation = part('navigation');
  if (navigation) {
    const { preventDefault, stopImmediatePropagation } = Event.prototype;
    const destinationOf = getter(NavigateEvent, 'destination');
    const addressOf = getter(NavigationDestination, 'url');
    const downloadOf = getter(NavigateEvent, 'downloadRequest');
    navigation.addEventListener('navigate', (/** @type {NavigateEvent} */ event) => {
      const isOwn = originOf(new Address(addressOf(destinationOf(event)))) === origin;
      if (isOwn && (isSaving || downloadOf(event) === null)) return;
      apply(preventDefault, event, []);
      apply(stopImmediatePropagation, event, []);
    });
  }

  // Only a ticket is printed: never while the page shows a camera's picture.
  const print = part('print');
  if (print) {
    const { querySelector } = Document.prototype;
    fix(globalThis, 'print', function printTicket() {
      if (apply(querySelector, document, ['video'])) throw new TypeError('a picture is not printed');
      apply(print, globalThis, []);
    });
  }

  for (const name of DOORS) take(globalThis, name);
  for (const [owner, ...names] of MEMBERS) {
    for (const name of names) if (part(owner)) take(part(owner).prototype, name);
  }
  for (const name of ADDRESSES) fix(URL, name, undefined);
  // The page does not start without it.
  fix(globalThis, 'isLockedDown', true);
})();
