/** The server's table of strategies, in the reader's language. */
import * as api from './api.js';

let table = [];

/** Loads the table; without it forms offer only what the address names. */
export async function loadStrategies() {
  try {
    table = (await api.strategies()).strategies;
  } catch (failure) {
    table = [];
  }
}

export const allStrategies = () => table;

export const strategyOf = (id) => table.find((strategy) => strategy.id === id);

/** How the colours of the analysed candles become a side; undefined while the table is not there. */
export const ruleOf = (id, timeframe) =>
  strategyOf(id)?.patterns.find((pattern) => pattern.timeframe === timeframe)?.rule;
