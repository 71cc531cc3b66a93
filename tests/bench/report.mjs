// Formats the report as tables, for the terminal and for `docs/bench.md`.
import { targets } from './targets.mjs';

const percent = (share) => `${Math.round(100 * share)} %`;
const megabytes = (bytes) => `${(bytes / 1e6).toFixed(2)} MB`;
const ms = (value) => value.toFixed(1);
const number = (value, unit) => `${value}${unit}`;

const NETWORKS = ['blazeface', 'blazeface, frame of 4:3', 'facemesh', 'mobilefacenet', 'mobilefacenet-sirius', 'dlib'];
const OPENING = { first_paint_ms: 'first contentful paint', lane_open_ms: 'choice offered, with the first screen\'s guard of 650 ms against double touches', models_ready_ms: 'models ready' };

/** `[{ title, head, rows }]`. Every cell is text. Parts without measurements are omitted. */
export function tables(report) {
  return PARTS.map((it) => it(report)).filter((it) => it.rows.length > 0);
}

const PARTS = [
  (report) => ({
    title: 'Targets',
    head: ['target', 'limit', 'measured', ''],
    rows: targets(report).map(({ what, unit, limit, least, value, reached }) => [
      what, `${least ? 'at least' : 'at most'} ${number(limit, unit)}`, value === null ? 'not measured' : number(value, unit), reached ? 'reached' : 'MISSED',
    ]),
  }),
  (report) => ({
    title: 'Networks, ms',
    head: ['network', 'engine', 'median', 'minimum', 'share of the physical limit'],
    rows: NETWORKS.filter((it) => it in report).flatMap((model) => Object.entries(report[model]).map(([engine, it]) => [
      model, engine, ms(it.median_ms), ms(it.min_ms), engine in (report.limit ?? {}) ? percent(report.limit[engine].share[model]) : '',
    ])),
  }),
  ({ limit = {} }) => ({
    title: 'Physical limit',
    head: ['program', 'GFLOP/s'],
    rows: Object.entries(limit).map(([engine, it]) => [engine, it.gflops.toFixed(1)]),
  }),
  ({ check = {} }) => ({
    title: 'Whole check, one frame to the verdict, ms',
    head: ['engine', 'median', 'minimum', 'verdicts right', 'wrong', 'no verdict'],
    rows: Object.entries(check).map(([engine, it]) => [engine, ms(it.median_ms), ms(it.min_ms), ...[it.right, it.wrong, it.undecided].map(String)]),
  }),
  ({ pair = {} }) => ({
    title: 'Two workers of ours at once, ms',
    head: ['work', 'alone', 'both at once', 'what the second core gives'],
    rows: Object.entries(pair).map(([what, it]) => [what, ms(it.alone.median_ms), ms(it.together.median_ms), `${it.gain.toFixed(2)} times as much`]),
  }),
  ({ cold_start_ms: cold = {}, bytes = {} }) => ({
    title: 'Cold start, navigation to the first answer, ms',
    head: ['engine', 'median', 'minimum', 'transferred'],
    rows: Object.entries(cold).map(([engine, it]) => [engine, ms(it.median_ms), ms(it.min_ms), megabytes(bytes[engine])]),
  }),
  ({ opening = {}, bytes = {} }) => ({
    title: 'The kiosk opens, ms since the navigation',
    head: ['moment', 'median', 'minimum', 'transferred'],
    rows: Object.entries(OPENING).filter(([key]) => key in opening).map(([key, name]) => [name, ms(opening[key].median_ms), ms(opening[key].min_ms), megabytes(bytes.kiosk)]),
  }),
  ({ worker_start: it }) => ({
    title: 'A worker from its start, models in memory, ms',
    head: ['worker', 'median', 'minimum'],
    rows: Object.entries(it ?? {}).map(([what, { median_ms, min_ms }]) => [what, ms(median_ms), ms(min_ms)]),
  }),
  ({ guidance: it }) => ({
    title: 'Guidance',
    head: ['frames of the camera a second', 'looked at', "worker's share of one core", "page's share"],
    rows: it ? [[`${it.camera}`, it.frames_per_second.toFixed(1), percent(it.worker_cpu), percent(it.page_cpu)]] : [],
  }),
  ({ main_thread: it }) => ({
    title: "The page's main thread during a capture",
    head: ['longest task, ms', 'tasks over 50 ms'],
    rows: it ? [[ms(it.longest_task_ms), `${it.long_tasks}`]] : [],
  }),
  ({ memory: { after = [], ...engines } = {} }) => ({
    title: "Memory of a worker that never ends, MB",
    head: ['program', 'what', ...after.map((it) => `after ${it} checks`)],
    rows: Object.entries(engines).flatMap(([engine, it]) => [
      [engine, "the program's memory", ...it.program_mb.map(String)],
      [engine, 'worker and page, as the browser counts', ...it.page_mb.map(String)],
    ]),
  }),
];

/** The report for a terminal. */
export function asText(report) {
  return tables(report).map(({ title, head, rows }) => {
    const widths = head.map((_, at) => Math.max(...[head, ...rows].map((it) => it[at].length)));
    const lines = [head, ...rows].map((row) => row.map((cell, at) => cell.padEnd(widths[at])).join('  ').trimEnd());
    return [title, ...lines.map((it) => `  ${it}`)].join('\n');
  }).join('\n\n');
}

/** The generated part of `docs/bench.md`. */
export function asMarkdown(report) {
  const row = (cells) => `| ${cells.join(' | ')} |`;
  const about = Object.entries(report.about).map(([what, value]) => row([what, value]));
  const all = tables(report).map(({ title, head, rows }) => [`## ${title}`, '', row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n'));
  return [['| | |', row(['---', '---']), ...about].join('\n'), ...all].join('\n\n');
}

const START = '<!-- Measured: written by `cargo xtask bench browser --write-docs`. -->';
const END = '<!-- Not measured: written by hand. -->';

/** Replaces the generated part of `page`. */
export function withMeasured(page, report) {
  const [start, end] = [page.indexOf(START), page.indexOf(END)];
  if (start < 0 || end < start) throw new Error('docs/bench.md has lost the marks of its measured part');
  return `${page.slice(0, start + START.length)}\n\n${asMarkdown(report)}\n\n${page.slice(end)}`;
}
