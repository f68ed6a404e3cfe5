/** The server's table of strategies, in the reader's language. */
import * as api from '../net/api.js';

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
