/** Paints the market itself: candles, gaps between them, entries and what became of each. */
import { entriesOf } from './entries.js';

/** A candle is drawn with a body from that many pixels on, an entry with its arrow, and with its letter. */
const BODY_PIXELS = 2.5;
const ARROW_PIXELS = 3.5;
const LETTER_PIXELS = 8;

export function paintGaps(pen, { areas, places, view, colours, x, pixels }) {
  pen.strokeStyle = colours.text;
  pen.globalAlpha = 0.35;
  for (const place of places.gaps.filter((gap) => gap + 1 > view.first && gap < view.last)) {
    const left = x(place);
    pen.save();
    pen.beginPath();
    pen.rect(left, areas.plot.top, Math.max(1, pixels), areas.plot.height);
    pen.clip();
    pen.beginPath();
    for (let rise = -pixels; rise < areas.plot.height; rise += 8) {
      pen.moveTo(left, areas.plot.top + rise + pixels);
      pen.lineTo(left + pixels, areas.plot.top + rise);
    }
    pen.stroke();
    pen.restore();
  }
  pen.globalAlpha = 1;
}

/** Hollow rises, filled falls: the colour of a candle is told by its shape too. The running one is drawn dashed. */
export function paintCandles(pen, { model, places, colours, x, y, pixels, inSight }) {
  const { open, close, low, high } = model.candles;
  const body = Math.max(1, Math.min(14, Math.floor(pixels * 0.7)));
  const running = model.hasRunning ? open.length - 1 : -1;
  pen.lineWidth = 1;
  for (let index = inSight[0]; index <= inSight[1]; index += 1) {
    const middle = Math.round(x(places.of[index]) + pixels / 2) + 0.5;
    const side = Math.sign(close[index] - open[index]);
    const colour = [colours.down, colours.doji, colours.up][side + 1];
    pen.strokeStyle = colour;
    const top = Math.round(y(Math.max(open[index], close[index]))) + 0.5;
    const bottom = Math.round(y(Math.min(open[index], close[index]))) + 0.5;
    pen.beginPath();
    if (pixels < BODY_PIXELS) {
      pen.moveTo(middle, Math.floor(y(high[index])));
      pen.lineTo(middle, Math.ceil(y(low[index])) + 1);
      pen.stroke();
      continue;
    }
    pen.moveTo(middle, y(high[index]));
    pen.lineTo(middle, top);
    pen.moveTo(middle, bottom);
    pen.lineTo(middle, y(low[index]));
    pen.stroke();
    pen.save();
    if (index === running) {
      pen.setLineDash([3, 2]);
    }
    pen.fillStyle = side < 0 ? colour : colours.surface;
    const left = middle - Math.floor(body / 2);
    pen.fillRect(left, top, body - 1, bottom - top);
    pen.strokeRect(left, top, body - 1, bottom - top);
    pen.restore();
  }
}

/** An arrow at each attempt, in the direction of its side, with what became of it. */
export function paintEntries(pen, frame) {
  const { model, places, ranges, colours, x, y, pixels, inSight, selected } = frame;
  const [begin, end] = inSight;
  model.rows.forEach((row, at) => {
    const range = ranges[at];
    if (!row.signal || !range || range[1] < begin || range[0] > end) {
      return;
    }
    if (row.start === selected) {
      markAnalysed(pen, row, frame);
    }
    for (const { index, side, letter, kind } of entriesOf(model, row)) {
      const middle = x(places.of[index]) + pixels / 2;
      if (row.start === selected) {
        pen.fillStyle = colours.accent;
        pen.globalAlpha = 0.22;
        pen.fillRect(x(places.of[index]), frame.areas.plot.top, pixels, frame.areas.plot.height);
        pen.globalAlpha = 1;
      }
      if (pixels < ARROW_PIXELS) {
        continue;
      }
      const up = side === 'CALL';
      const tip = up ? y(model.candles.low[index]) + 4 : y(model.candles.high[index]) - 4;
      arrow(pen, middle, tip, up ? 1 : -1, Math.min(5, pixels / 2), colours.outcome[kind]);
      if (pixels >= LETTER_PIXELS) {
        pen.font = `700 10px ${colours.font}`;
        pen.textAlign = 'center';
        pen.fillText(letter, middle, tip + (up ? 1 : -1) * 14);
      }
    }
  });
}

/** @param down 1 for an arrow that stands below its tip, -1 for one above */
function arrow(pen, middle, tip, down, half, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(middle, tip);
  pen.lineTo(middle - half, tip + down * 7);
  pen.lineTo(middle + half, tip + down * 7);
  pen.closePath();
  pen.fill();
}

/** A dot under each candle that decided the selected quadrant's side. */
function markAnalysed(pen, row, { model, places, colours, areas, x, pixels }) {
  pen.fillStyle = colours.accent;
  for (const from of row.analysedAt) {
    const index = model.candleAt(from);
    if (index !== undefined) {
      pen.beginPath();
      pen.arc(x(places.of[index]) + pixels / 2, areas.plot.top + areas.plot.height - 5, Math.min(3, pixels / 2), 0, 2 * Math.PI);
      pen.fill();
    }
  }
}
