/**
 * A pattern of the user's own, as it is painted and as text: `block:analysed:rule:attempts`, e.g.
 * `5:1,2,3:GGR=C,RRG=P:6,7,8`. The server decides what is right; this only keeps what is painted consistent. Pure.
 *
 * A pattern is `{block, analysed, rule, sequences, attempts}`: positions count from 1, the block's first candle; those up
 * to 0 lie before it. `sequences` belong to the rule `painted`: `{colours, side}` with the colour (`G`, `R`, `*`) of each
 * analysed position, and `C` or `P`.
 */
export const RULES = ['min', 'maj', 'same', 'opp', 'each', 'painted'];
const ATTEMPTS_MAX = 6;
const ANALYSED_MAX = 10;
/** From the first analysed candle to the last attempt. */
const REACH = 64;

const COLOURS = ['*', 'G', 'R'];
const SEQUENCE = { colours: {}, side: 'C' };

/** Where the painter begins: the minority of three, entered in the next block. */
export const FIRST_PATTERN = '5:3,4,5:min:6,7,8';

export const isPattern = (strategy) => strategy.includes(':');

const numbers = (text) => text.split(',').map(Number);

function sequence(text, analysed) {
  const [colours, side] = text.split('=');
  return { colours: Object.fromEntries(analysed.map((position, index) => [position, colours[index] ?? '*'])), side };
}

/** The painted pattern of a text, or null for a text that cannot be painted. */
export function readPattern(text) {
  const parts = /^(\d+):(-?\d+(?:,-?\d+)*):([a-z]+|[GR*]+=[CP](?:,[GR*]+=[CP])*):(\d+(?:,\d+)*)$/.exec(text);
  if (parts === null) {
    return null;
  }
  const [, block, positions, rule, attempts] = parts;
  const analysed = numbers(positions);
  const painted = rule.includes('=');
  if (!painted && !RULES.includes(rule)) {
    return null;
  }
  return {
    block: Number(block),
    analysed,
    rule: painted ? 'painted' : rule,
    sequences: painted ? rule.split(',').map((each) => sequence(each, analysed)) : [],
    attempts: numbers(attempts),
  };
}

const sequenceText = ({ colours, side }, analysed) => `${analysed.map((position) => colours[position] ?? '*').join('')}=${side}`;

export function writePattern({ block, analysed, rule, sequences, attempts }) {
  const ruleText = rule === 'painted' ? sequences.map((each) => sequenceText(each, analysed)).join(',') : rule;
  return [block, analysed.join(','), ruleText, attempts.join(',')].join(':');
}

const lastAnalysed = ({ analysed }) => Math.max(...analysed);

/** What follows the last analysed candle stays; the entry is at least the next one. */
function withEntry(pattern) {
  const last = lastAnalysed(pattern);
  const attempts = pattern.attempts.filter((position) => position > last);
  return { ...pattern, attempts: attempts.length > 0 ? attempts : [last + 1] };
}

const inOrder = (positions) => [...positions].sort((one, other) => one - other);

/** Looks at a candle, or no longer; the last one stays. */
export function toggleAnalysed(pattern, position) {
  const others = pattern.analysed.filter((other) => other !== position);
  const analysed = others.length === pattern.analysed.length ? inOrder([...others, position]) : others;
  const possible = analysed.length > 0 && analysed.length <= ANALYSED_MAX;
  return possible ? withEntry({ ...pattern, analysed }) : pattern;
}

/** Enters at a candle, or no longer; what stays is rising, and one attempt is left at least. */
export function toggleAttempt(pattern, position) {
  const others = pattern.attempts.filter((other) => other !== position);
  const attempts = others.length === pattern.attempts.length ? inOrder([...others, position]) : others;
  return attempts.length > 0 && attempts.length <= ATTEMPTS_MAX ? { ...pattern, attempts } : pattern;
}

export function withBlock(pattern, block) {
  return { ...pattern, block };
}

/** With a rule that may stand; `same` and `opp` look at one candle, the last one chosen. */
export function withRule(pattern, rule) {
  const analysed = ['same', 'opp'].includes(rule) ? [lastAnalysed(pattern)] : pattern.analysed;
  const sequences = rule === 'painted' && pattern.sequences.length === 0 ? [SEQUENCE] : pattern.sequences;
  return { ...pattern, analysed, rule, sequences };
}

/** The rules that may stand with the candles chosen. */
export const rulesOf = ({ analysed }) => RULES.filter((rule) => analysed.length === 1 || !['same', 'opp'].includes(rule));

const changedAt = (pattern, index, change) => ({
  ...pattern,
  sequences: pattern.sequences.map((each, at) => (at === index ? change(each) : each)),
});

export const paint = (pattern, index, position) =>
  changedAt(pattern, index, ({ colours, side }) => {
    const next = COLOURS[(COLOURS.indexOf(colours[position] ?? '*') + 1) % COLOURS.length];
    return { colours: { ...colours, [position]: next }, side };
  });

export const turnSide = (pattern, index) =>
  changedAt(pattern, index, ({ colours, side }) => ({ colours, side: side === 'C' ? 'P' : 'C' }));

export const addSequence = (pattern) => ({ ...pattern, sequences: [...pattern.sequences, SEQUENCE] });

export const dropSequence = (pattern, index) => ({ ...pattern, sequences: pattern.sequences.filter((_, at) => at !== index) });

const range = (first, last) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The candles that may be looked at: those of the block, the five before it, and what is chosen already. */
export const analysable = ({ block, analysed }) => range(Math.min(-4, ...analysed), Math.max(block, ...analysed));

/** The candles that may be entered: some after the last analysed one, within what a pattern may reach. */
export function enterable(pattern) {
  const first = lastAnalysed(pattern) + 1;
  const end = Math.min(...pattern.analysed) + REACH - 1;
  return range(first, Math.min(end, Math.max(first + 9, ...pattern.attempts)));
}

/** Whether the blocks begin at the same times every day. */
export const dividesDay = ({ block }, timeframe) => 86_400 % (block * timeframe) === 0;
