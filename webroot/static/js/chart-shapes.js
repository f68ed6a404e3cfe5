/** What is drawn on the canvas around the candles, in the colours of the theme. */
export const TAB_HEIGHT = 18;

/** The stylesheet decides; a chart on a canvas has to ask. */
export function readColours() {
  const style = getComputedStyle(document.documentElement);
  const variable = (name) => style.getPropertyValue(name).trim();
  const kinds = ['win0', 'win1', 'win2', 'loss', 'null', 'tie', 'no-data', 'pending'];
  return {
    outcome: Object.fromEntries(kinds.map((kind) => [kind, variable(`--outcome-${kind}`)])),
    onOutcome: variable('--on-outcome'),
    up: variable('--candle-up'),
    down: variable('--candle-down'),
    doji: variable('--candle-doji'),
    surface: variable('--surface'),
    text: variable('--bs-secondary-color'),
    line: variable('--bs-border-color'),
    accent: variable('--accent'),
    font: getComputedStyle(document.body).fontFamily,
  };
}

const OUTLINED = { null: 'solid', tie: 'dashed', 'no-data': 'dotted', pending: 'dashed' };

/** Index range [first, last] of a quadrant's candles, or null when the series has none of them. */
export function candleRange(model, row) {
  const indexes = [];
  for (let from = row.start; from < row.end; from += model.timeframe) {
    const index = model.candleAt(from);
    if (index !== undefined) {
      indexes.push(index);
    }
  }
  return indexes.length > 0 ? [indexes[0], indexes.at(-1)] : null;
}

/** Pixels from the left edge of one candle to the right edge of another, cut at the plot. */
function span(api, area, first, last) {
  const half = api.size([1, 0])[0] / 2;
  const left = Math.max(area.x, api.coord([first, 0])[0] - half);
  const right = Math.min(area.x + area.width, api.coord([last, 0])[0] + half);
  return { left, width: Math.max(0, right - left) };
}

/** A quadrant: tinted area, boundaries on both sides, tab with the letter. The item holds [first, last] candle index. */
export function quadrantShape(row, selected, colours, area, api) {
  const { left, width } = span(api, area, api.value(0), api.value(1));
  const { kind, letter } = row.outcome;
  const colour = colours.outcome[kind];
  const chosen = row.start === selected;
  const outlined = kind in OUTLINED;
  const top = area.y - TAB_HEIGHT - 4;
  const frame = { stroke: colour, lineWidth: chosen ? 2 : 1, lineDash: OUTLINED[kind] ?? 'solid', fill: 'none' };
  const inset = Math.min(1.5, width / 4);
  const boundary = (x) => ({
    type: 'line',
    shape: { x1: x, x2: x, y1: area.y - 4, y2: area.y + area.height },
    style: { ...frame, opacity: chosen ? 1 : 0.75 },
  });
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y: area.y, width, height: area.height },
        style: { fill: colour, opacity: chosen ? 0.16 : 0.045 },
      },
      boundary(left + inset),
      boundary(left + width - inset),
      {
        type: 'rect',
        shape: { x: left + inset, y: top, width: Math.max(0, width - 2 * inset), height: TAB_HEIGHT, r: outlined ? 9 : 3 },
        style: outlined ? { ...frame, fill: colours.surface } : { fill: colour },
      },
      {
        type: 'text',
        style: {
          text: width > 12 ? letter : '',
          x: left + width / 2,
          y: top + TAB_HEIGHT / 2,
          align: 'center',
          verticalAlign: 'middle',
          font: `700 ${width > 20 ? 12 : 9}px ${colours.font}`,
          fill: outlined ? colour : colours.onOutcome,
        },
      },
    ],
  };
}

/** Of the selected quadrant: a dot under each analysed candle, a band with its name over each entry candle. */
export function markShape(attempt, colours, area, api) {
  const index = api.value(0);
  const { left, width } = span(api, area, index, index);
  if (width === 0) {
    return null;
  }
  const bottom = area.y + area.height;
  if (attempt < 0) {
    return { type: 'circle', shape: { cx: left + width / 2, cy: bottom - 7, r: 3 }, style: { fill: colours.accent } };
  }
  return {
    type: 'group',
    children: [
      {
        type: 'rect',
        shape: { x: left, y: area.y, width, height: area.height },
        style: { fill: colours.accent, opacity: 0.2 },
      },
      {
        type: 'text',
        style: {
          text: width > 11 ? (attempt === 0 ? '1' : `G${attempt}`) : '',
          x: left + width / 2,
          y: bottom - 7,
          align: 'center',
          verticalAlign: 'middle',
          font: `700 10px ${colours.font}`,
          fill: colours.accent,
        },
      },
    ],
  };
}
