/**
 * The server's table of strategies, in the reader's language, empty until it has come; and the patterns that are the
 * reader's own.
 */
import { TIMEFRAMES } from './parameters.js';
import { isPattern } from './pattern.js';

let table = [];
let patterns = [];

export function keepStrategies(strategies) {
  table = strategies;
}

export const allStrategies = () => table;

/** @param own `{name, text}` of each */
export function keepPatterns(own) {
  patterns = own;
}

export const ownPatterns = () => patterns;

/** A pattern works on every timeframe; one without a name is called by its text. */
const asStrategy = (text) => ({
  id: text,
  name: patterns.find((own) => own.text === text)?.name ?? text,
  description: '',
  timeframes: TIMEFRAMES,
});

export const strategyOf = (id) => (isPattern(id) ? asStrategy(id) : table.find((strategy) => strategy.id === id));
