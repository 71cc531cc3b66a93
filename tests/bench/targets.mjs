// The performance targets. Values are medians with one thread, unless stated otherwise.
/** All targets with their `value` in `report`, or `null` if it was not measured. */
export function targets(report) {
  return TARGETS.map(({ what, unit = '', limit, least = false, value }) => {
    const measured = value(report) ?? null;
    const reached = measured !== null && (least ? measured >= limit : measured <= limit);
    return { what, unit, limit, least, value: measured === null ? null : Math.round(1000 * measured) / 1000, reached };
  });
}

const ORT_1 = 'onnxruntime-web 1 thread';
const ORT_2 = 'onnxruntime-web 2 threads';

const isOurs = (name) => name.startsWith('gangway');
const isPeer = (name) => !isOurs(name) && !name.startsWith('onnxruntime');
const medians = (engines, wanted) => Object.entries(engines ?? {}).filter(([name]) => wanted(name)).map(([, it]) => it.median_ms);
const least = (list) => (list.length ? Math.min(...list) : undefined);
const most = (list) => (list.length ? Math.max(...list) : undefined);
const over = (a, b) => (a === undefined || b === undefined ? undefined : a / b);

/** The ratio of our fastest flavour, which Chromium uses, to another engine. */
const against = (model, engine) => (report) => over(least(medians(report[model], isOurs)), report[model]?.[engine]?.median_ms);
const ofKind = (part, key, pick) => (report) => pick(Object.entries(report[part] ?? {}).filter(([name]) => isOurs(name)).map(([, it]) => it[key]).flat());
const growth = ({ memory = {} }) => most(Object.entries(memory).filter(([name]) => isOurs(name)).map(([, { program_mb: [, before, after] }]) => after - before));

const TARGETS = [
  { what: 'MobileFaceNet, share of onnxruntime-web', limit: 0.52, value: against('mobilefacenet', ORT_1) },
  { what: 'MobileFaceNet with one thread, share of onnxruntime-web with two', limit: 1, value: against('mobilefacenet', ORT_2) },
  { what: 'BlazeFace 256, share of onnxruntime-web', limit: 0.45, value: against('blazeface', ORT_1) },
  { what: "BlazeFace for a frame of 4:3, share of onnxruntime-web's for a square", limit: 0.45, value: against('blazeface, frame of 4:3', ORT_1) },
  { what: 'FaceMesh 192, share of onnxruntime-web', limit: 0.45, value: against('facemesh', ORT_1) },
  {
    what: 'whole check, share of the faster of human and face-api',
    limit: 0.36,
    value: ({ check }) => over(least(medians(check, isOurs)), least(medians(check, (it) => !isOurs(it) && it.endsWith('1 thread')))),
  },
  { what: 'navigation to the first verdict', unit: ' ms', limit: 800, value: ({ cold_start_ms: it }) => least(medians(it, isOurs)) },
  {
    what: 'navigation to the first verdict, share of the quickest peer',
    limit: 0.7,
    value: ({ cold_start_ms: it }) => over(least(medians(it, isOurs)), least(medians(it, isPeer))),
  },
  { what: 'first paint of the kiosk', unit: ' ms', limit: 300, value: ({ opening }) => opening?.first_paint_ms.median_ms },
  { what: 'first visit to the kiosk, transferred', unit: ' MB', limit: 4, value: ({ bytes }) => over(bytes?.kiosk, 1e6) },
  // The camera's clock and ours differ by up to a frame.
  { what: 'guidance, frames a second of a camera that gives 30', unit: '/s', limit: 29, least: true, value: ({ guidance }) => guidance?.frames_per_second },
  { what: 'guidance, share of one core', limit: 0.4, value: ({ guidance }) => guidance?.worker_cpu },
  { what: 'longest task of the page during a capture', unit: ' ms', limit: 50, value: ({ main_thread: it }) => it?.longest_task_ms },
  { what: "worker's memory after 500 checks", unit: ' MB', limit: 160, value: ofKind('memory', 'program_mb', most) },
  { what: 'growth of it from 250 checks to 500', unit: ' MB', limit: 0, value: growth },
];
