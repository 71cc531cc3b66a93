// Starts a real Chromium whose camera plays a film.
import { chromium } from '@playwright/test';
import { media } from './paths.mjs';

/**
 * Features of Chromium that tests switch off. The first ones are Playwright's own list, which the last switch
 * on the command line replaces. The others load pages of the browser's window for every context, a third of
 * the work of opening a kiosk.
 */
const FEATURES_OFF = [
  'AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin', 'OptimizationHints',
  'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch',
  'PreloadTopChromeWebUI', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup',
];

/**
 * Starts Chromium with a camera that plays `film`, without one (`null`), or with a forbidden one; `more` are
 * further options.
 * Its window is visible where `GANGWAY_HEADED` is 1.
 */
export async function launch({ film = null, forbidden = false, more = [] } = {}) {
  const camera = film === null ? [] : [
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-video-capture=${media(film)}`,
    ...(forbidden ? [] : ['--use-fake-ui-for-media-stream']),
  ];
  return chromium.launch({
    executablePath: process.env.CHROMIUM || undefined,
    headless: process.env.GANGWAY_HEADED !== '1',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync',
      `--disable-features=${FEATURES_OFF}`,
      ...camera, ...more,
    ],
  });
}
