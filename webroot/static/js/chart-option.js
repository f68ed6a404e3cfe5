/** What the chart shows, as ECharts takes it: candles, frames of the quadrants, marks of the selected one. */
import { TAB_HEIGHT, candleRange, markShape, quadrantShape } from './chart-shapes.js';
import { element } from './dom.js';
import { dayAndTime, decimalsOf, number, time } from './format.js';
import { t } from './i18n.js';
import { selectedStart } from './selection.js';

/** Frames span candles and have no price of their own: the price axis must not count them. */
const NO_PRICE = { x: [0, 1], y: -1 };

const CHARACTER_PIXELS = 7;
/** Around a price beside the chart: the gap to the axis, and the frame of its badge. */
const SCALE_MARGIN_PIXELS = 22;
/** The axis reaches beyond the prices by that share of their range, below and above. */
const BEYOND = [0.12, 0.06];

/**
 * How wide the price scale has to be for the longest price it may show. Pure.
 *
 * @param candles columns with at least one candle
 * @param write a price as it is shown
 */
export function scaleWidth({ low, high }, write) {
  const [bottom, top] = [Math.min(...low), Math.max(...high)];
  const range = top - bottom;
  const prices = [bottom, top, bottom - BEYOND[0] * range, top + BEYOND[1] * range];
  return SCALE_MARGIN_PIXELS + CHARACTER_PIXELS * Math.max(...prices.map((price) => write(price).length));
}

/** [candle index, attempt]; attempt -1 marks an analysed candle. */
export function marks(model) {
  const row = model.rowOf(selectedStart());
  if (!row) {
    return [];
  }
  const reached = row.attemptsAt.slice(0, row.martingale + 1);
  const pairs = [...row.analysedAt.map((from) => [from, -1]), ...reached.map((from, attempt) => [from, attempt])];
  return pairs
    .map(([from, attempt]) => [model.candleAt(from), attempt])
    .filter(([index]) => index !== undefined);
}

export function rowAt(model, index) {
  const from = model.candles.from[index];
  return model.rows.find((row) => row.start <= from && from < row.end);
}

function tooltip(model, candle) {
  if (!candle) {
    return '';
  }
  const index = candle.dataIndex;
  const { candles } = model;
  const digits = decimalsOf(candles.close);
  const line = (name) => element('div', {}, `${t(`chart.${name}`)} `, element('b', {}, number(candles[name][index], digits)));
  const row = rowAt(model, index);
  const running = model.hasRunning && index === candles.from.length - 1;
  return element(
    'div',
    { class: 'chart-tip' },
    element('strong', {}, dayAndTime(candles.from[index], model.computedAt)),
    ...['open', 'high', 'low', 'close'].map(line),
    running ? element('div', { class: 'chart-tip-outcome' }, t('chart.running')) : null,
    row ? element('div', { class: 'chart-tip-outcome' }, row.outcome.words) : null,
  );
}

export function quadrantData(model) {
  return model.rows
    .map((row, index) => [candleRange(model, row), index])
    .filter(([range]) => range)
    .map(([[first, last], index]) => [first, last, index]);
}

/** Where the price stands now: a line through the running candle, its price on the axis. */
function priceLine(model, colours) {
  if (!model.hasRunning) {
    return { data: [] };
  }
  const digits = decimalsOf(model.candles.close);
  const rises = model.running.close >= model.running.open;
  return {
    silent: true,
    symbol: 'none',
    // without it prices are rounded to two places
    precision: digits,
    animation: false,
    lineStyle: { color: rises ? colours.up : colours.down, type: 'dotted', width: 1 },
    label: {
      position: 'end',
      distance: 2,
      formatter: ({ value }) => number(value, digits),
      color: colours.onOutcome,
      backgroundColor: rises ? colours.up : colours.down,
      fontFamily: colours.font,
      fontSize: 12,
      lineHeight: 16,
      padding: [0, 4],
      borderRadius: 3,
    },
    data: [{ yAxis: model.running.close }],
  };
}

/** The candles alone: what changes with every price. A candle that still runs is drawn dashed. */
export function candleSeries(model, colours) {
  const { open, close, low, high } = model.candles;
  const data = open.map((price, index) => [price, close[index], low[index], high[index]]);
  if (model.hasRunning) {
    data.push({ value: data.pop(), itemStyle: { borderType: 'dashed', opacity: 0.85 } });
  }
  return { id: 'candles', data, markLine: priceLine(model, colours) };
}

/** @param current tells the model and the colours when something is drawn */
function series(current) {
  const { model, colours } = current();
  return [
    {
      id: 'quadrants',
      type: 'custom',
      renderItem: (params, api) => {
        const row = current().model.rows[api.value(2)];
        return row && quadrantShape(row, selectedStart(), current().colours, params.coordSys, api);
      },
      data: quadrantData(model),
      encode: NO_PRICE,
      tooltip: { show: false },
      z: 1,
    },
    {
      ...candleSeries(model, colours),
      type: 'candlestick',
      // hollow rises, filled falls: the colour of a candle is told by its shape too
      itemStyle: {
        color: colours.surface,
        borderColor: colours.up,
        color0: colours.down,
        borderColor0: colours.down,
        borderColorDoji: colours.doji,
        borderWidth: 1.4,
      },
      barMaxWidth: 14,
      z: 3,
    },
    {
      id: 'marks',
      type: 'custom',
      renderItem: (params, api) => markShape(api.value(1), current().colours, params.coordSys, api),
      data: marks(model),
      encode: { x: 0, y: -1 },
      silent: true,
      tooltip: { show: false },
      z: 2,
    },
  ];
}

export function chartOption(current) {
  const { model, colours } = current();
  const { candles } = model;
  const digits = decimalsOf(candles.close);
  const label = { backgroundColor: colours.text, color: colours.surface };
  return {
    animation: false,
    textStyle: { fontFamily: colours.font },
    grid: { left: 8, right: scaleWidth(candles, (price) => number(price, digits)), top: TAB_HEIGHT + 14, bottom: 62 },
    xAxis: {
      type: 'category',
      data: candles.from,
      axisLabel: { color: colours.text, formatter: (from) => time(Number(from)), hideOverlap: true, alignMinLabel: 'left' },
      axisLine: { lineStyle: { color: colours.line } },
      axisTick: { show: false },
      axisPointer: { label: { ...label, formatter: ({ value }) => dayAndTime(Number(value), current().model.computedAt) } },
    },
    yAxis: {
      scale: true,
      position: 'right',
      // room below the candles for the marks of the selected quadrant
      boundaryGap: BEYOND.map((share) => `${share * 100}%`),
      axisLabel: { color: colours.text, formatter: (price) => number(price, digits), showMinLabel: false },
      splitLine: { lineStyle: { color: colours.line, opacity: 0.5 } },
      axisPointer: { label: { ...label, formatter: ({ value }) => number(value, digits) } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: 'cross', lineStyle: { color: colours.text }, crossStyle: { color: colours.text } },
      formatter: ([candle]) => tooltip(current().model, candle),
      backgroundColor: colours.surface,
      borderColor: colours.line,
    },
    dataZoom: [
      // the wheel scrolls the page; with Ctrl it zooms. A finger moves the chart sideways and the page up and down.
      { type: 'inside', filterMode: 'weakFilter', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, preventDefaultMouseMove: false },
      {
        type: 'slider',
        filterMode: 'weakFilter',
        height: 18,
        bottom: 10,
        left: 12,
        showDetail: false,
        brushSelect: false,
        borderColor: colours.line,
        fillerColor: `${colours.accent}33`,
        handleStyle: { color: colours.accent, borderColor: colours.accent },
        moveHandleSize: 4,
        moveHandleStyle: { color: colours.accent, opacity: 0.6 },
        dataBackground: { lineStyle: { color: colours.text, opacity: 0.4 }, areaStyle: { opacity: 0 } },
        selectedDataBackground: { lineStyle: { color: colours.accent }, areaStyle: { opacity: 0 } },
      },
    ],
    series: series(current),
  };
}
