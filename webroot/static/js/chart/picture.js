/** The result as a picture that can stand alone: the numbers above the chart, what they do not promise below. */
import { chartImage } from './chart.js';
import { timeWithSeconds, zoneName } from '../lib/format.js';
import { t } from '../lib/i18n.js';

const RATIO = 2;
const MARGIN = 16;
const LINE = 20;

const day = (epochSeconds) => new Date(epochSeconds * 1000).toLocaleDateString(document.documentElement.lang);

/** Breaks a text into lines of at most so many pixels. */
function wrap(context, text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (context.measureText(longer).width > width && lines.at(-1)) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return lines;
}

/**
 * @param lines the parameters and the numbers, in words
 * @param warning what the reader has to know of the prices, or ''
 * @return a promise of a PNG as a Blob; null when there is no chart
 */
export function chartPicture(model, lines, warning) {
  const image = chartImage(RATIO);
  if (!image) {
    return null;
  }
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const font = getComputedStyle(document.body).fontFamily;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  const width = image.width / RATIO;
  const small = `13px ${font}`;
  context.font = small;
  const inner = width - 2 * MARGIN;
  const when = `${day(model.computedAt)} ${timeWithSeconds(model.computedAt)} (${zoneName()})`;
  const above = [when, ...lines].flatMap((line) => wrap(context, line, inner));
  const below = wrap(context, `${warning} ${t('app.name')}. ${t('footer.disclaimer')}`.trim(), inner);
  const chartTop = MARGIN + 26 + above.length * LINE + 4;
  const height = chartTop + image.height / RATIO + below.length * LINE + MARGIN;
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  context.scale(RATIO, RATIO);
  context.fillStyle = colour('--surface');
  context.fillRect(0, 0, width, height);
  context.fillStyle = colour('--bs-body-color');
  context.font = `650 18px ${font}`;
  context.fillText(model.asset.name, MARGIN, MARGIN + 16);
  context.font = small;
  context.fillStyle = colour('--bs-secondary-color');
  above.forEach((line, index) => context.fillText(line, MARGIN, MARGIN + 40 + index * LINE));
  context.drawImage(image, 0, chartTop, width, image.height / RATIO);
  below.forEach((line, index) => context.fillText(line, MARGIN, chartTop + image.height / RATIO + 12 + index * LINE));
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
