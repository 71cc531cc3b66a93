// The report of the benchmark contains exactly the measured values.
import assert from 'node:assert/strict';
import { asText, tables, withMeasured } from '../bench/report.mjs';
import { median, summary } from '../bench/statistics.mjs';
import { targets } from '../bench/targets.mjs';
import { tasks } from '../bench/trace.mjs';
import { test } from './fixtures.mjs';

const time = (median_ms) => ({ median_ms, min_ms: median_ms, runs: 30 });
const race = (ours, theirs) => ({
  mobilefacenet: { 'gangway simd128': time(ours), 'onnxruntime-web 1 thread': time(theirs), 'onnxruntime-web 2 threads': time(theirs / 2) },
});
const target = (report, what) => targets(report).find((it) => it.what === what);
const FIRST = 'MobileFaceNet, share of onnxruntime-web';

test('the median is the middle one of an odd number, and between the middle two of an even one', () => {
  assert.equal(median([9, 1, 2]), 2);
  assert.equal(median([10, 9, 1, 2]), 5.5);
  assert.deepEqual(summary([3, 1, 2.006]), { median_ms: 2.01, min_ms: 1, runs: 3 });
});

test('a time that was not taken is an error, not a zero', () => {
  assert.throws(() => summary([]));
  assert.throws(() => summary([1, undefined]));
});

test('a target at its limit is reached, and one beyond it is said to be missed', () => {
  assert.deepEqual([target(race(10.4, 20), FIRST).value, target(race(10.4, 20), FIRST).reached], [0.52, true]);
  assert.equal(target(race(10.6, 20), FIRST).reached, false);
  assert.match(asText(race(10.6, 20)), /MobileFaceNet, share of onnxruntime-web +at most 0\.52 +0\.53 +MISSED/);
  assert.match(asText(race(10.4, 20)), /MobileFaceNet, share of onnxruntime-web +at most 0\.52 +0\.52 +reached/);
});

test('a target is measured against one thread, and with the flavour that Chromium is given', () => {
  const report = race(15, 20);
  report.mobilefacenet['gangway relaxed'] = time(10);
  assert.equal(target(report, FIRST).value, 0.5);
});

test('what was not measured is missed', () => {
  for (const it of targets({})) assert.deepEqual([it.value, it.reached], [null, false], it.what);
  assert.deepEqual(tables({}).map((it) => it.title), ['Targets']);
});

test('every row of every table has a cell for each column', () => {
  for (const { title, head, rows } of tables(race(12, 20))) {
    for (const row of rows) assert.deepEqual(row.map((it) => typeof it), head.map(() => 'string'), title);
  }
});

test('what people wrote around the measured part stays', () => {
  const page = 'before\n<!-- Measured: written by `cargo xtask bench browser --write-docs`. -->\nold\n<!-- Not measured: written by hand. -->\nafter\n';
  const written = withMeasured(page, { about: { date: '2026-11-24' }, ...race(12, 20) });
  assert.match(written, /^before\n[^]*\| date \| 2026-11-24 \|[^]*\nafter\n$/);
  assert.doesNotMatch(written, /\nold\n/);
  assert.equal(withMeasured(written, { about: { date: '2026-11-24' }, ...race(12, 20) }), written);
  assert.throws(() => withMeasured('no marks', { about: {} }));
});

test("a trace's tasks are those of the page with the worker, and of the worker that works", () => {
  const thread = (pid, tid, name) => ({ pid, tid, ph: 'M', name: 'thread_name', args: { name } });
  const task = (pid, tid, dur, tdur) => ({ pid, tid, ph: 'X', name: 'RunTask', dur, tdur });
  const { main, worker } = tasks([
    thread(1, 1, 'CrRendererMain'), task(1, 1, 90_000, 90_000),
    thread(2, 1, 'CrRendererMain'), task(2, 1, 4_000, 2_000),
    thread(2, 5, 'DedicatedWorker thread'), task(2, 5, 1_000, 1_000),
    thread(2, 6, 'DedicatedWorker thread'), task(2, 6, 30_000, 20_000),
  ]);
  assert.deepEqual([main, worker], [[{ wall_ms: 4, cpu_ms: 2 }], [{ wall_ms: 30, cpu_ms: 20 }]]);
});
