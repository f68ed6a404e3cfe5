/** Tables as a reader's spreadsheet takes them: its separator, its decimal mark, local times. Pure. */
import { number, two } from './format.js';

const hasComma = () => number(0.5, 1).includes(',');

/** What begins so would be run as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value, mark, separator) {
  if (typeof value === 'number') {
    return String(value).replace('.', mark);
  }
  const text = FORMULA.test(value ?? '') ? `'${value}` : (value ?? '');
  return ['"', '\n', separator].some((quoted) => text.includes(quoted)) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The text of a file, of rows of cells: texts, numbers, or nothing. The mark at its begin says that it is UTF-8. */
export function sheetText(rows) {
  // where the comma is the decimal mark, spreadsheets separate by semicolons
  const [mark, separator] = hasComma() ? [',', ';'] : ['.', ','];
  const line = (row) => `${row.map((value) => cell(value, mark, separator)).join(separator)}\r\n`;
  return `\ufeff${rows.map(line).join('')}`;
}

/** A local time as spreadsheets know it: "29/11/2026 19:05", in English "2026-11-29 19:05". */
export function sheetTime(epochSeconds) {
  const date = new Date(epochSeconds * 1000);
  const parts = [two(date.getDate()), two(date.getMonth() + 1), date.getFullYear()];
  const day = hasComma() ? parts.join('/') : parts.reverse().join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
