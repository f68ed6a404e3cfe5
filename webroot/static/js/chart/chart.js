/**
 * The chart on the page: keeps what is shown of which candles, and paints it anew after every change, at most once per
 * frame.
 */
import { now } from '../lib/clock.js';
import { byId, element } from '../lib/dom.js';
import { decimalsOf, number } from '../lib/format.js';
import { t } from '../lib/i18n.js';
import { onSelect, select, selectedStart } from '../model/selection.js';
import { readColours } from './colours.js';
import { candleRange, rowAt } from './entries.js';
import { setUpGestures } from './gestures.js';
import { areasOf, paint, readingOf } from './paint.js';
import { candleBefore, candlesIn, placesOf } from './places.js';
import { priceRange } from './scales.js';
import { following, newest, revealing, whole } from './view.js';

/** A candle narrower than this cannot be read, so longer catalogues open on their last part. */
const CANDLE_PIXELS = 9;
const PICTURE = { width: 1280, height: 560 };

const canvas = element('canvas', { class: 'chart-canvas', tabindex: '0', role: 'slider', 'aria-valuemin': '1' });
const pen = canvas.getContext('2d');

let model = null;
let places = null;
let ranges = [];
let digits = 0;
let colours = null;
let view = null;
/** [low, high] once the reader has stretched the prices; null while they follow the candles in sight. */
let stretched = null;
/** What is pointed at: `{place, price, y}`; price null by keyboard. */
let pointer = null;
let areas = null;
let frame = 0;

const count = () => places.count;

function pricesOf(shown) {
  const inSight = candlesIn(places, shown) ?? [0, model.candles.from.length - 1];
  return priceRange(model.candles, ...inSight);
}

const pricesNow = () => stretched ?? pricesOf(view);

function widthOf(context) {
  return (text) => {
    context.font = `600 12px ${colours.font}`;
    return context.measureText(text).width;
  };
}

function areasFor(context, width, height, prices) {
  const labels = [...prices, ...model.candles.close.slice(-1)].map((price) => number(price, digits));
  return areasOf(width, height, [...labels, '00:00:00'], widthOf(context));
}

const scene = (shown, prices, parts) => ({
  model,
  places,
  ranges,
  view: shown,
  prices,
  digits,
  colours,
  selected: selectedStart(),
  pointer,
  now: now(),
  areas: parts,
});

function draw() {
  frame = 0;
  if (!model || model.candles.from.length === 0) {
    return;
  }
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0) {
    return;
  }
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const prices = pricesNow();
  areas = areasFor(pen, width, height, prices);
  paint(pen, scene(view, prices, areas));
  tellReading();
  tellSight();
}

function request() {
  frame ||= requestAnimationFrame(draw);
}

/** The candle that is pointed at, in words: what a screen reader says of it. */
function tellReading() {
  const index = pointedIndex();
  canvas.setAttribute('aria-valuemax', String(model.candles.from.length));
  canvas.setAttribute('aria-valuenow', String(index + 1));
  canvas.setAttribute('aria-valuetext', readingOf(model, index, digits).flat().filter(Boolean).join(' '));
}

/** The candles in sight, as data of the element. */
function tellSight() {
  const [first, last] = candlesIn(places, view) ?? [];
  canvas.dataset.first = model.candles.from[first];
  canvas.dataset.last = model.candles.from[last];
}

function setView(next) {
  view = next;
  request();
}

const readable = () => Math.max(1, canvas.clientWidth) / CANDLE_PIXELS;

function toNewest() {
  if (model) {
    stretched = null;
    setView(newest(count(), view.last - view.first));
  }
}

/** What the gestures change. */
const commands = {
  state: () => areas && { areas, view, prices: pricesNow(), stretched: stretched !== null, count: count() },
  setView,
  setPrices(range) {
    stretched = range;
    request();
  },
  point(place, price, y) {
    pointer = { place, price, y };
    request();
  },
  leave() {
    pointer = null;
    request();
  },
  step: (by) => pointTo(pointedIndex() + by),
  toEnd: (toNewestCandle) => pointTo(toNewestCandle ? Infinity : 0),
  choose,
  chooseThere: () => choose(places.of[pointedIndex()]),
  fit() {
    if (model) {
      stretched = null;
      setView(whole(count()));
    }
  },
};

/** Index of the candle that is pointed at; the newest one when none is. */
function pointedIndex() {
  const index = pointer ? candleBefore(places, pointer.place) : -1;
  return index < 0 ? model.candles.from.length - 1 : index;
}

function pointTo(index) {
  const at = Math.min(Math.max(index, 0), model.candles.from.length - 1);
  pointer = { place: places.of[at], price: null, y: 0 };
  setView(revealing(view, places.of[at], places.of[at] + 1, count()));
}

/** Selects the quadrant of the candle at a place, if there is one. */
function choose(place) {
  const index = candleBefore(places, place);
  const row = index >= 0 && places.of[index] > place - 1 ? rowAt(model, index) : null;
  if (row) {
    select(row.start);
  }
}

function keep(newModel) {
  const before = model && { from: model.candles.from, places };
  model = newModel;
  places = placesOf(model.candles.from, model.timeframe);
  ranges = model.rows.map((row) => candleRange(model, row));
  digits = decimalsOf(model.candles.close);
  colours ??= readColours();
  return before;
}

/** @param fresh whether the reader asked for this result; a change by itself keeps what he looks at */
export function showChart(newModel, fresh) {
  canvas.setAttribute('aria-label', t('chart.label', { asset: newModel.asset.name }));
  const before = keep(newModel);
  if (fresh || !view || before.from.length === 0) {
    pointer = null;
    stretched = null;
    setView(readable() < count() ? newest(count(), readable()) : whole(count()));
  } else {
    setView(following(view, before, { from: model.candles.from, places }));
  }
}

/** The running candle has moved. */
export function moveCandle(newModel) {
  showChart(newModel, false);
}

/** A picture of the whole chart as a canvas; null while there is none. */
export function chartImage(ratio) {
  if (!model || model.candles.from.length === 0) {
    return null;
  }
  const picture = document.createElement('canvas');
  picture.width = PICTURE.width * ratio;
  picture.height = PICTURE.height * ratio;
  const context = picture.getContext('2d');
  context.scale(ratio, ratio);
  const all = whole(count());
  const prices = pricesOf(all);
  const parts = areasFor(context, PICTURE.width, PICTURE.height, prices);
  paint(context, { ...scene(all, prices, parts), pointer: null });
  return picture;
}

async function toggleFullScreen() {
  if (document.fullscreenElement) {
    await document.exitFullscreen();
  } else {
    await byId('chart').closest('.chart-panel').requestFullscreen();
  }
}

export function setUpChart() {
  byId('chart').replaceChildren(canvas);
  new ResizeObserver(request).observe(canvas);
  const { closer, farther } = setUpGestures(canvas, commands);
  byId('zoom-in').addEventListener('click', closer);
  byId('zoom-out').addEventListener('click', farther);
  byId('zoom-all').addEventListener('click', commands.fit);
  byId('zoom-now').addEventListener('click', toNewest);
  byId('full-screen').addEventListener('click', toggleFullScreen);
  byId('full-screen').hidden = !document.fullscreenEnabled;
  document.addEventListener('themechange', () => {
    colours = readColours();
    request();
  });
  onSelect((start, byReader) => {
    const at = byReader && model ? model.rows.findIndex((row) => row.start === start) : -1;
    if (ranges[at]) {
      view = revealing(view, places.of[ranges[at][0]], places.of[ranges[at][1]] + 1, count());
    }
    request();
  });
  // the countdown beside the price
  setInterval(() => model?.hasRunning && request(), 1_000);
}
