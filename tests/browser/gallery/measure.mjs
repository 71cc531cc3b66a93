// Measures an exhibit. `measure` runs in the page, so it uses nothing outside itself.

/** Boxes of controls, sizes and contrasts of texts, and elements that are cut off, covered or too wide. */
export function measure() {
  const round = (x) => Math.round(x * 10) / 10;
  const boxOf = ({ left, top, right, bottom }) => ({
    left: round(left), top: round(top), width: round(right - left), height: round(bottom - top),
  });
  const dark = document.querySelector('.dark');
  const isShown = (it) => (!dark || dark.contains(it))
    && it.checkVisibility({ visibilityProperty: true }) && !it.closest('.icons, noscript, [hidden]');

  // A scrolled element shows only a part of its content, and elements over it hide another part.
  const panel = document.querySelector('.panel');
  const scroller = panel ?? document.querySelector('main');
  const window_ = scroller.getBoundingClientRect();
  const bar = [...scroller.querySelectorAll('.actions')].find((it) => getComputedStyle(it).position === 'sticky');
  const caption = document.querySelector('.caption:not(:empty)')?.getBoundingClientRect();
  const isAbove = caption && caption.bottom < innerHeight / 2;
  const ceiling = isAbove ? Math.max(window_.top, caption.bottom) : window_.top;
  const floor = caption && !isAbove ? Math.min(window_.bottom, caption.top) : window_.bottom;
  const clip = (it, rect) => {
    const inner = it.closest('.spoken');
    const limits = inner ? inner.getBoundingClientRect()
      : !scroller.contains(it) ? { top: -Infinity, bottom: Infinity }
        : { top: ceiling, bottom: bar && !bar.contains(it) ? Math.min(floor, bar.getBoundingClientRect().top) : floor };
    const top = Math.max(rect.top, limits.top);
    const bottom = Math.min(rect.bottom, limits.bottom);
    return { left: rect.left, right: rect.right, top, bottom };
  };

  const texts = [...document.body.querySelectorAll('*')].filter((it) => isShown(it)
    && [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const rects = (it) => [...it.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim())
    .flatMap((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      return [...range.getClientRects()];
    });
  const label = (it) => `${it.tagName.toLowerCase()} "${it.textContent.trim().slice(0, 40)}"`;

  const faults = [];
  for (const it of [document.documentElement, scroller, ...texts]) {
    // The mark of a chosen control overlaps its corner on purpose.
    if (it.matches('[aria-pressed="true"]')) continue;
    if (getComputedStyle(it).display.startsWith('inline') && !it.matches('button, .action')) continue;
    if (it.scrollWidth > it.clientWidth + 1) faults.push(`${label(it)} is ${it.scrollWidth - it.clientWidth} px too wide`);
  }
  const parts = texts.flatMap((it) => rects(it).map((rect) => ({ it, rect })));
  for (const { it, rect } of parts) {
    const frame = it.closest('button, th, td, .pass, .message, .action, .outline') ?? document.documentElement;
    const { left, right, top, bottom } = frame.getBoundingClientRect();
    if (rect.left < left - 1 || rect.right > right + 1) faults.push(`${label(it)} leaves its frame sideways`);
    if (frame !== document.documentElement && (rect.top < top - 1 || rect.bottom > bottom + 1)) {
      faults.push(`${label(it)} leaves its frame`);
    }
  }
  // The letters of a line are smaller than its box.
  const letters = ({ it, rect }) => {
    const [middle, half] = [(rect.top + rect.bottom) / 2, 0.45 * parseFloat(getComputedStyle(it).fontSize)];
    return { left: rect.left, right: rect.right, top: middle - half, bottom: middle + half };
  };
  const seen = parts.map((part) => ({ it: part.it, ...clip(part.it, letters(part)) })).filter((a) => a.bottom - a.top > 4);
  for (const [i, a] of seen.entries()) {
    // Elements that ignore touches cannot be tested this way.
    const isSolid = getComputedStyle(a.it).pointerEvents !== 'none';
    const top = isSolid && document.elementFromPoint((a.left + a.right) / 2, (a.top + a.bottom) / 2);
    if (top && !top.contains(a.it) && !a.it.contains(top)) {
      faults.push(`${label(a.it)} is covered by ${label(top)}`);
    }
    for (const b of seen.slice(i + 1).filter(({ it }) => it !== a.it)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const along = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 2 && along > 2) faults.push(`${label(a.it)} lies on ${label(b.it)}`);
    }
  }

  // A field in a label can be touched by the label.
  const controls = [...document.querySelectorAll('button:enabled, label.drop, a, summary, input:not(label input)')]
    .filter(isShown).map((it) => {
      const rect = it.getBoundingClientRect();
      const visible = clip(it, rect);
      const sign = [...it.querySelectorAll('.icon')].flatMap((icon) => [...icon.classList]).find((name) => name.startsWith('icon-'));
      return {
        name: it.closest('footer') ? `footer ${it.className}` : [...it.classList, sign, it.lang].filter(Boolean).join(' '),
        text: it.textContent.trim(),
        ...boxOf(rect),
        isInSight: visible.top <= rect.top + 1 && visible.bottom >= rect.bottom - 1,
        /** The visible height in px, without the part that is scrolled out of view. */
        shown: round(Math.max(0, visible.bottom - visible.top)),
      };
    });

  const channel = (x) => (x / 255 <= 0.04045 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4);
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const ground = (it) => {
    for (let at = it; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor);
      if ((colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  };
  const contrast = (it) => {
    const [light, deep] = [luminance(numbers(getComputedStyle(it).color)), luminance(ground(it))].sort((a, b) => b - a);
    return (light + 0.05) / (deep + 0.05);
  };
  const fonts = texts.map((it) => ({
    label: label(it), size: parseFloat(getComputedStyle(it).fontSize), contrast: round(contrast(it)),
  }));
  const least = (key) => fonts.reduce((a, b) => (a[key] <= b[key] ? a : b));

  const sentences = texts.filter((it) => !it.closest('[lang]:not(html)'))
    .flatMap((it) => [it.textContent, it.closest('p, li, td, th, h1, h2, button')?.textContent ?? ''])
    .map((it) => it.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim());
  return {
    language: document.documentElement.lang,
    direction: getComputedStyle(document.body).direction,
    faults: [...new Set(faults)],
    controls,
    smallest: least('size'),
    faintest: least('contrast'),
    scrolls: scroller.scrollHeight - scroller.clientHeight,
    scroller: scroller.className || 'main',
    sentences: [...new Set(sentences)],
    running: document.getAnimations().length,
    progress: boxOf(document.querySelector('.progress').getBoundingClientRect()),
  };
}
