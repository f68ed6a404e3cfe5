/** The server's table of strategies, in the reader's language; empty until it has come. */
let table = [];

export function keepStrategies(strategies) {
  table = strategies;
}

export const allStrategies = () => table;

export const strategyOf = (id) => table.find((strategy) => strategy.id === id);
