/** Tables as a reader's spreadsheet takes them: its separator, its decimal mark, local times. Pure. */
import { number, two } from './format.js';

/** Where the comma is the decimal mark, spreadsheets separate by semicolons. */
const mark = number(0.5, 1).includes(',') ? ',' : '.';
const separator = mark === ',' ? ';' : ',';
const QUOTED = new RegExp(`["\n${separator}]`);

/** What begins so would be run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value) {
  if (typeof value === 'number') {
    return String(value).replace('.', mark);
  }
  const text = FORMULA.test(value ?? '') ? `'${value}` : (value ?? '');
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a file, of rows of cells: texts, numbers, or nothing. The mark at its begin says that it is UTF-8. */
export const sheetText = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(separator)}\r\n`).join('')}`;

/** A local time as spreadsheets know it: "29/11/2026 19:05", in English "2026-11-29 19:05". */
export function sheetTime(epochSeconds) {
  const date = new Date(epochSeconds * 1000);
  const parts = [two(date.getDate()), two(date.getMonth() + 1), date.getFullYear()];
  const day = mark === ',' ? parts.join('/') : parts.reverse().join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
