/**
 * Paints one picture of the chart: quadrants, candles, entries, scales, the price of now, the candle that is pointed at.
 * Knows a canvas and what to show on it, and nothing of the page.
 */
import { countdown, dayAndTime, number, shortDay, time } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { rowAt } from './entries.js';
import { paintCandles, paintEntries, paintGaps } from './paint-market.js';
import { candleBefore, candlesIn } from './places.js';
import { priceTicks, timeStep, timeTicks } from './scales.js';

/** For the reading in the corner: one line, or two where it would be cut. */
const LINE = 20;
const NARROW = 480;
const STRIP = 18;
const TIMES = 22;
/** Between the plot and a price, and between a price and the edge. */
const SCALE_MARGIN = 8;
const PRICE_PIXELS = 44;
const TIME_PIXELS = 78;
const BADGE = 34;
const READING_LEFT = 6;

const OUTLINED = { null: [], tie: [4, 3], 'no-data': [1, 3], pending: [4, 3] };

/** Seconds that the reader's clock is ahead of UTC. */
const zoneOf = (epochSeconds) => -60 * new Date(epochSeconds * 1000).getTimezoneOffset();

/**
 * Where the parts are, in pixels.
 *
 * @param labels texts that the price scale has to hold; @param measure width of a text
 */
export function areasOf(width, height, labels, measure) {
  const scale = Math.ceil(Math.max(...labels.map(measure))) + 2 * SCALE_MARGIN;
  const top = LINE * (width < NARROW ? 2 : 1) + 6;
  const plot = { top, width: Math.max(1, width - scale), height: Math.max(1, height - top - STRIP - TIMES - 4) };
  const strip = { top: plot.top + plot.height + 2, height: STRIP };
  return { width, height, plot, strip, times: { top: strip.top + STRIP, height: TIMES }, scale: { left: plot.width, width: scale } };
}

/** @param scene `{model, places, ranges, view, prices, digits, colours, selected, pointer, now, areas}` */
export function paint(pen, scene) {
  const { areas, view, prices, colours } = scene;
  const { plot } = areas;
  const pixels = plot.width / (view.last - view.first);
  const x = (place) => (place - view.first) * pixels;
  const y = (price) => plot.top + ((prices[1] - price) / (prices[1] - prices[0])) * plot.height;
  const frame = { ...scene, x, y, pixels, inSight: candlesIn(scene.places, view) };
  pen.save();
  pen.textBaseline = 'middle';
  pen.fillStyle = colours.surface;
  pen.fillRect(0, 0, areas.width, areas.height);
  const clipped = (draw) => {
    pen.save();
    pen.beginPath();
    pen.rect(0, 0, plot.width, areas.height);
    pen.clip();
    draw(pen, frame);
    pen.restore();
  };
  paintPrices(pen, frame);
  if (frame.inSight) {
    clipped(paintTimes);
    clipped(paintQuadrants);
    clipped(paintGaps);
    clipped(paintCandles);
    clipped(paintEntries);
    clipped(paintPriceLine);
    paintBadge(pen, frame);
    clipped(paintPointer);
    paintPointedPrice(pen, frame);
    paintReading(pen, frame);
  }
  pen.restore();
}

const font = (colours, size, weight = 400) => `${weight} ${size}px ${colours.font}`;

function paintPrices(pen, { areas, prices, digits, colours, y, model, inSight }) {
  const badge = model.hasRunning && inSight ? y(model.running.close) : -Infinity;
  pen.font = font(colours, 12);
  pen.textAlign = 'left';
  for (const price of priceTicks(prices, Math.floor(areas.plot.height / PRICE_PIXELS))) {
    const at = y(price);
    pen.fillStyle = colours.line;
    pen.globalAlpha = 0.5;
    pen.fillRect(0, Math.round(at), areas.plot.width, 1);
    pen.globalAlpha = 1;
    const free = at > areas.plot.top + 6 && at < areas.plot.top + areas.plot.height - 6 && Math.abs(at - badge) > BADGE / 2 + 8;
    if (free) {
      pen.fillStyle = colours.text;
      pen.fillText(number(price, digits), areas.scale.left + SCALE_MARGIN, at);
    }
  }
}

function paintTimes(pen, { areas, model, places, colours, x, pixels, inSight }) {
  const block = model.plan.block;
  const step = timeStep(block, (TIME_PIXELS / pixels) * model.timeframe);
  pen.font = font(colours, 12);
  pen.textAlign = 'center';
  let free = 0;
  for (const { index, day } of timeTicks(model.candles.from, inSight, step, zoneOf)) {
    const label = day ? shortDay(model.candles.from[index]) : time(model.candles.from[index]);
    const half = pen.measureText(label).width / 2;
    const middle = Math.max(half + 2, x(places.of[index]));
    if (middle - half >= free && middle + half <= areas.plot.width) {
      pen.fillStyle = day ? colours.strong : colours.text;
      pen.fillText(label, middle, areas.times.top + areas.times.height / 2 + 1);
      free = middle + half + 12;
    }
  }
}

/** The quadrants that have candles in sight, as `[row, left, width]` in pixels. */
function quadrants({ model, ranges, places, x, pixels, inSight }) {
  const [begin, end] = inSight;
  return model.rows
    .map((row, index) => [row, ranges[index]])
    .filter(([, range]) => range && range[1] >= begin && range[0] <= end)
    .map(([row, [first, last]]) => {
      const left = x(places.of[first]);
      return [row, left, x(places.of[last]) + pixels - left];
    });
}

function paintQuadrants(pen, frame) {
  const { areas, colours, selected } = frame;
  for (const [row, left, width] of quadrants(frame)) {
    const colour = colours.outcome[row.outcome.kind];
    const chosen = row.start === selected;
    pen.fillStyle = colour;
    if (chosen) {
      pen.globalAlpha = 0.08;
      pen.fillRect(left, areas.plot.top, width, areas.plot.height);
    }
    pen.globalAlpha = chosen ? 1 : 0.3;
    if (width > 6) {
      pen.fillRect(Math.round(left), areas.plot.top, chosen ? 2 : 1, areas.plot.height);
    }
    pen.globalAlpha = 1;
    paintOutcome(pen, row, left, width, chosen, frame);
  }
}

/** The quadrant's piece of the strip: its colour and, where there is room, its letter. */
function paintOutcome(pen, row, left, width, chosen, { areas, colours }) {
  const { kind, letter } = row.outcome;
  const colour = colours.outcome[kind];
  const gap = width > 6 ? 1 : 0;
  const box = [left + gap, areas.strip.top, Math.max(0.5, width - 2 * gap), areas.strip.height];
  const outlined = kind in OUTLINED && width > 6;
  pen.fillStyle = outlined ? colours.surface : colour;
  pen.fillRect(...box);
  if (outlined || chosen) {
    pen.save();
    pen.setLineDash(chosen ? [] : (OUTLINED[kind] ?? []));
    pen.strokeStyle = chosen ? colours.strong : colour;
    pen.lineWidth = chosen ? 2 : 1;
    pen.strokeRect(box[0] + 0.5, box[1] + 0.5, box[2] - 1, box[3] - 1);
    pen.restore();
  }
  if (width > 14) {
    pen.font = font(colours, width > 24 ? 12 : 10, 700);
    pen.textAlign = 'center';
    pen.fillStyle = outlined ? colour : colours.onOutcome;
    pen.fillText(letter, left + width / 2, areas.strip.top + areas.strip.height / 2 + 1);
  }
}

const runningColour = ({ model, colours }) => (model.running.close >= model.running.open ? colours.up : colours.down);

function paintPriceLine(pen, frame) {
  const { model, areas, y } = frame;
  if (model.hasRunning) {
    pen.strokeStyle = runningColour(frame);
    pen.setLineDash([2, 3]);
    pen.beginPath();
    const at = Math.round(y(model.running.close)) + 0.5;
    pen.moveTo(0, at);
    pen.lineTo(areas.plot.width, at);
    pen.stroke();
  }
}

/** The price of now on the scale, and how long its candle still runs. */
function paintBadge(pen, frame) {
  const { model, areas, colours, digits, now, y } = frame;
  if (!model.hasRunning) {
    return;
  }
  const { plot, scale } = areas;
  // on whole pixels, or its edges are blurred
  const top = Math.round(Math.min(Math.max(y(model.running.close) - BADGE / 2, plot.top), plot.top + plot.height - BADGE));
  pen.fillStyle = runningColour(frame);
  pen.fillRect(scale.left, top, scale.width, BADGE);
  pen.fillStyle = colours.onOutcome;
  pen.textAlign = 'left';
  pen.font = font(colours, 12, 600);
  pen.fillText(number(model.running.close, digits), scale.left + SCALE_MARGIN, top + 10);
  pen.font = font(colours, 11);
  const left = model.running.from + model.timeframe - now;
  pen.fillText(countdown(Math.min(left, model.timeframe)), scale.left + SCALE_MARGIN, top + 25);
}

function paintPointer(pen, { pointer, areas, colours, places, model, x, pixels, view }) {
  if (!pointer) {
    return;
  }
  const index = candleBefore(places, pointer.place);
  pen.strokeStyle = colours.text;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  if (index >= 0 && places.of[index] >= view.first - 1) {
    const middle = Math.round(x(places.of[index]) + pixels / 2) + 0.5;
    pen.moveTo(middle, areas.plot.top);
    pen.lineTo(middle, areas.times.top);
    pointedTime(pen, dayAndTime(model.candles.from[index], model.computedAt), middle, areas, colours);
  }
  if (pointer.price !== null) {
    pen.moveTo(0, pointer.y);
    pen.lineTo(areas.plot.width, pointer.y);
  }
  pen.stroke();
}

function pointedTime(pen, label, middle, { plot, times }, colours) {
  pen.font = font(colours, 12);
  pen.textAlign = 'center';
  const half = pen.measureText(label).width / 2 + 6;
  const at = Math.min(Math.max(middle, half), plot.width - half);
  pen.fillStyle = colours.text;
  pen.fillRect(at - half, times.top + 1, 2 * half, times.height - 2);
  pen.fillStyle = colours.surface;
  pen.fillText(label, at, times.top + times.height / 2 + 1);
}

function paintPointedPrice(pen, { pointer, areas, colours, digits }) {
  if (pointer && pointer.price !== null) {
    pen.fillStyle = colours.text;
    pen.fillRect(areas.scale.left, pointer.y - 9, areas.scale.width, 18);
    pen.fillStyle = colours.surface;
    pen.font = font(colours, 12);
    pen.textAlign = 'left';
    pen.fillText(number(pointer.price, digits), areas.scale.left + SCALE_MARGIN, pointer.y + 1);
  }
}

/** The candle that is pointed at, or the newest one, in the corner: time, prices, outcome of its quadrant. */
function paintReading(pen, frame) {
  const { model, places, pointer, colours, areas } = frame;
  const pointed = pointer ? candleBefore(places, pointer.place) : -1;
  const index = pointed < 0 ? model.candles.from.length - 1 : pointed;
  const width = (text, weight) => {
    pen.font = font(colours, 12, weight);
    return text ? pen.measureText(text).width + 5 : 0;
  };
  let [left, line] = [READING_LEFT, 0];
  pen.textAlign = 'left';
  for (const [name, value] of readingOf(model, index, frame.digits)) {
    if (left + width(name, 400) + width(value, 600) > areas.width) {
      [left, line] = [READING_LEFT, line + 1];
    }
    for (const [text, colour, weight] of [[name, colours.text, 400], [value, colours.strong, 600]]) {
      const wide = width(text, weight);
      pen.fillStyle = colour;
      pen.fillText(text, left, LINE * (line + 0.5));
      left += wide;
    }
    left += 5;
  }
}

/** `[name, value]` pairs that describe a candle. */
export function readingOf(model, index, digits) {
  const { candles } = model;
  const running = model.hasRunning && index === candles.from.length - 1;
  const row = rowAt(model, index);
  return [
    ['', dayAndTime(candles.from[index], model.computedAt)],
    ...['open', 'high', 'low', 'close'].map((name) => [t(`chart.short.${name}`), number(candles[name][index], digits)]),
    ['', running ? t('chart.running') : (row?.outcome.words ?? '')],
  ];
}
