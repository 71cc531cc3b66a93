// A kiosk's browser with a profile on disk, and processes of its own.
import { chromium } from '@playwright/test';

/** Opens the browser with this profile, whose camera plays a film. */
export function openKiosk(profile, film) {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || undefined,
    viewport: { width: 1280, height: 800 },
    // A kiosk's browser keeps pages in its back/forward cache.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    // As on a kiosk, where the service worker serves every page but the first.
    serviceWorkers: 'allow',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ],
  });
}
