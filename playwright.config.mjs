// Which browser tests there are, and how they run. `cargo xtask test --only browser` sets the environment.
import { defineConfig } from '@playwright/test';

/** Walks through the kiosk in each engine. Playwright cannot drive the system's Firefox and WebKit. */
const ENGINES = '**/engines.test.mjs';
const engine = (engineName) => ({ name: `engine-${engineName}`, testMatch: ENGINES, use: { engineName } });

/** Tests that measure time or memory, or watch the whole machine: they run alone, with one worker. */
const MEASURING = ['camera', 'chip_canary', 'chip_time', 'load', 'verdict', 'wipe', 'zone_time'];
const measuring = MEASURING.map((name) => `**/${name}.test.mjs`);

export default defineConfig({
  testDir: 'tests/browser',
  outputDir: 'target/browser-tests',
  // Tests wait more than they compute. On a machine that is shared with others, fewer run at once.
  workers: process.env.CI ? 2 : 4,
  forbidOnly: Boolean(process.env.CI),
  // Limits for a test that hangs. A busy machine must not fail a test for want of time.
  timeout: 600_000,
  use: {
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: true },
  },
  reporter: [['list'], ['./tests/browser/skipped.mjs']],
  projects: [
    { name: 'kiosk', testMatch: '*.test.mjs', testIgnore: [ENGINES, ...measuring] },
    ...['chromium', 'firefox', 'webkit'].map(engine),
    { name: 'measuring', testMatch: measuring, use: { trace: 'off', screenshot: 'off' } },
  ],
});
