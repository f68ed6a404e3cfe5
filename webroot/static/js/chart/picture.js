/** The chart as a picture that can stand alone: what it shows above it, what it does not promise below. */
import { chartImage } from './chart.js';
import { number, percent, timeWithSeconds, zoneName } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';

const RATIO = 2;
const MARGIN = 16;
const LINE = 20;

function rateLine({ summary }) {
  if (summary.winRate === null) {
    return t('result.noOperations');
  }
  const { winRate, operations, chanceRate, wilson95, breakEvenRate } = summary;
  const parts = [
    `${t('result.rate')} ${percent(winRate)} ${plural('result.of', operations)}`,
    t('result.chance', { rate: percent(chanceRate) }),
    t('result.interval', { low: number(wilson95[0] * 100), high: number(wilson95[1] * 100) }),
    breakEvenRate && t('result.needed', { rate: percent(breakEvenRate) }),
  ];
  return parts.filter(Boolean).join(' · ');
}

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
 * @param settings the parameters in words
 * @return a promise of a PNG as a Blob; null when there is no chart
 */
export function chartPicture(model, settings) {
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
  const above = [...wrap(context, `${settings} · ${when}`, inner), ...wrap(context, rateLine(model), inner)];
  const simulated = document.querySelector('.simulated')?.textContent.trim() ?? '';
  const below = wrap(context, `${simulated} ${t('app.name')}. ${t('footer.disclaimer')}`.trim(), inner);
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
