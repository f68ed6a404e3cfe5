/**
 * The painter of the user's own patterns: candles as squares, the text beside them, and what the newest quadrants would
 * have been. What is right is the server's to say; it answers while one paints.
 */
import * as api from '../net/api.js';
import { byId, button, element, setText, show } from '../lib/dom.js';
import { dotted, percent } from '../lib/format.js';
import { plural, t } from '../lib/i18n.js';
import { outcomeOf } from '../model/outcomes.js';
import { fileCatalog } from '../files/files.js';
import { isFile } from '../model/assets.js';
import * as patterns from '../model/pattern.js';
import { ownPatterns } from '../model/strategies.js';
import { dropPattern, keepPattern } from '../session/preferences.js';
import { badge, sideOf } from '../views/signs.js';
import { fillOptions } from '../views/strategy-select.js';

const PREVIEW_QUADRANTS = 24;
const PREVIEW_AFTER_MS = 250;
const COLOUR_NAMES = { G: 'green', R: 'red', '*': 'any' };
const COLOUR_LETTERS = { G: '▲', R: '▼', '*': '·' };

/** What is painted; null while the text is one that cannot be painted. */
let pattern = null;
let text = '';
/** How the analysis is asked, without its strategy. */
let question = null;
let used = () => {};
let timer = null;
let request = null;

const attemptName = (index) => (index === 0 ? t('painter.entry') : t('painter.gale', { gale: index }));

function candle(position, pressed, mark, words, onClick) {
  const inBlock = position >= 1 && position <= pattern.block;
  return button(
    {
      class: `painter-candle${inBlock ? '' : ' outside'}`,
      'aria-pressed': String(pressed),
      'aria-label': words,
      'data-position': position,
    },
    onClick,
    element('span', { 'aria-hidden': 'true' }, mark || String(position)),
  );
}

function analysedCandle(position) {
  const words = t(position < 1 ? 'painter.candleBefore' : 'painter.candle', { number: position });
  const pressed = pattern.analysed.includes(position);
  return candle(position, pressed, '', words, () => changeTo(patterns.toggleAnalysed(pattern, position)));
}

function attemptCandle(position) {
  const index = pattern.attempts.indexOf(position);
  const mark = index < 0 ? '' : attemptName(index);
  const words = [t('painter.candle', { number: position }), mark].filter(Boolean).join(', ');
  return candle(position, index >= 0, mark, words, () => changeTo(patterns.toggleAttempt(pattern, position)));
}

function paintedCandle(sequence, index, position) {
  const colour = sequence.colours[position] ?? '*';
  const words = t('painter.candleIs', { number: position, colour: t(`painter.colours.${COLOUR_NAMES[colour]}`) });
  const attributes = { class: `painter-candle painted-${COLOUR_NAMES[colour]}`, 'aria-label': words, 'data-position': position };
  return button(attributes, () => changeTo(patterns.paint(pattern, index, position)), COLOUR_LETTERS[colour]);
}

function sequenceRow(sequence, index) {
  const side = sequence.side === 'C' ? 'CALL' : 'PUT';
  const turn = { class: 'btn btn-quiet btn-sm', 'data-test': 'painter-side', 'aria-label': t('painter.side', { side }) };
  const drop = { class: 'btn btn-quiet btn-sm', 'aria-label': t('painter.dropSequence') };
  return element(
    'li',
    { class: 'painter-sequence', 'data-test': 'painter-sequence' },
    ...pattern.analysed.map((position) => paintedCandle(sequence, index, position)),
    '→',
    button(turn, () => changeTo(patterns.turnSide(pattern, index)), sideOf(side)),
    pattern.sequences.length > 1 ? button(drop, () => changeTo(patterns.dropSequence(pattern, index)), '×') : null,
  );
}

/** Replaces the children; the button that had the focus has it again in its new form. */
function refill(id, nodes) {
  const place = byId(id);
  const focused = [...place.querySelectorAll('button')].indexOf(document.activeElement);
  place.replaceChildren(...nodes);
  place.querySelectorAll('button')[focused]?.focus();
}

function showPainted() {
  for (const id of ['painter-block', 'painter-rule', 'painter-add']) {
    byId(id).disabled = pattern === null;
  }
  if (pattern === null) {
    return;
  }
  if (document.activeElement !== byId('painter-block')) {
    byId('painter-block').value = pattern.block;
  }
  fillOptions('painter-rule', patterns.rulesOf(pattern).map((rule) => [rule, t(`painter.rules.${rule}`)]));
  byId('painter-rule').value = pattern.rule;
  setText('painter-day', patterns.dividesDay(pattern, question.timeframe) ? '' : t('painter.moves', { count: pattern.block }));
  refill('painter-analysed', patterns.analysable(pattern).map(analysedCandle));
  show(byId('painter-sequences'), pattern.rule === 'painted');
  refill('painter-sequence-list', pattern.sequences.map(sequenceRow));
  refill('painter-attempts', patterns.enterable(pattern).map(attemptCandle));
}

const saved = () => ownPatterns().find((each) => each.text === text);

function showSaved() {
  show(byId('painter-drop'), saved() !== undefined);
  if (saved()) {
    byId('painter-name').value = saved().name;
  }
}

function showProblem(sentence) {
  setText('painter-error', sentence);
  show(byId('painter-error'), sentence !== '');
  byId('painter-text').setAttribute('aria-invalid', String(sentence !== ''));
  byId('painter-use').disabled = sentence !== '';
  byId('painter-save').disabled = sentence !== '';
}

function showRows(rows, sentence) {
  byId('painter-preview').classList.remove('stale');
  setText('painter-rate', sentence);
  byId('painter-squares').replaceChildren(
    ...rows.map((row) => {
      const outcome = outcomeOf(row);
      return element('span', { role: 'img', 'aria-label': outcome.words, title: outcome.words }, badge(outcome));
    }),
  );
}

function rateInWords({ winRate, operations, chanceRate }) {
  if (winRate === null) {
    return t('painter.noOperations', { count: PREVIEW_QUADRANTS });
  }
  const values = { rate: percent(winRate), chance: percent(chanceRate), count: PREVIEW_QUADRANTS };
  return dotted(t('painter.rate', { ...values, operations: plural('painter.operations', operations) }));
}

async function preview() {
  const current = new AbortController();
  request = current;
  try {
    const asked = { ...question, strategy: text, quadrants: PREVIEW_QUADRANTS, days: null };
    const ask = isFile(asked.asset) ? fileCatalog : api.catalog;
    const { rows, summary } = await ask(asked, current.signal);
    showProblem('');
    showRows(rows, rateInWords(summary));
  } catch (failure) {
    if (current.signal.aborted) {
      return;
    }
    if (!(failure instanceof api.ApiError)) {
      throw failure;
    }
    showRows([], '');
    showProblem(failure.message);
  }
}

/** Until the answer comes, what is shown is of the pattern before. */
function previewSoon() {
  clearTimeout(timer);
  request?.abort();
  byId('painter-preview').classList.add('stale');
  if (question.asset === '') {
    showRows([], t('painter.noAsset'));
  } else {
    timer = setTimeout(preview, PREVIEW_AFTER_MS);
  }
}

function textChanged() {
  setText('painter-saved', '');
  showPainted();
  showSaved();
  previewSoon();
}

function changeTo(changed) {
  pattern = changed;
  text = patterns.writePattern(changed);
  byId('painter-text').value = text;
  textChanged();
}

function readText() {
  text = byId('painter-text').value.trim();
  pattern = patterns.readPattern(text);
  textChanged();
}

function readBlock() {
  const block = byId('painter-block');
  if (block.checkValidity() && block.value !== '') {
    changeTo(patterns.withBlock(pattern, block.valueAsNumber));
  }
}

/** Without a name the text is the name. */
async function save() {
  const name = byId('painter-name').value.trim() || text;
  const kept = keepPattern(name, text);
  showSaved();
  const everywhere = await kept;
  setText('painter-saved', t(everywhere ? 'painter.saved' : 'painter.savedHere', { name }));
}

async function drop() {
  const dropped = dropPattern(text);
  byId('painter-name').value = '';
  setText('painter-saved', '');
  showSaved();
  await dropped;
}

function use(event) {
  event.preventDefault();
  byId('painter').close();
  used(text);
}

/**
 * @param newQuestion the parameters of the analysis; its asset may be empty
 */
export function openPainter(newQuestion) {
  const { strategy, ...others } = newQuestion;
  question = others;
  byId('painter-name').value = '';
  showProblem('');
  byId('painter-text').value = patterns.isPattern(strategy) ? strategy : patterns.FIRST_PATTERN;
  byId('painter').showModal();
  readText();
}

/**
 * @param onUse called with the text of the pattern that is to be analysed
 * @param onClosed called whenever the painter closes: patterns may have been saved or deleted
 */
export function setUpPainter(onUse, onClosed) {
  used = onUse;
  byId('painter-block').addEventListener('input', readBlock);
  byId('painter-rule').addEventListener('change', () => changeTo(patterns.withRule(pattern, byId('painter-rule').value)));
  byId('painter-add').addEventListener('click', () => changeTo(patterns.addSequence(pattern)));
  byId('painter-text').addEventListener('input', readText);
  byId('painter-save').addEventListener('click', save);
  byId('painter-drop').addEventListener('click', drop);
  byId('painter-form').addEventListener('submit', use);
  byId('painter').addEventListener('close', () => {
    clearTimeout(timer);
    request?.abort();
    onClosed();
  });
}
