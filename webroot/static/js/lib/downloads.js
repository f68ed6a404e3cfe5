/** Files made in the page, and the clipboard. */
import { element } from './dom.js';

export function download(name, content, type) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const address = URL.createObjectURL(blob);
  const link = element('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  // the download has its own hold on the data by then
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const downloadJson = (name, value) => download(name, `${JSON.stringify(value, null, 2)}\n`, 'application/json');

function cell(value) {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param rows objects; what a row does not have stays empty */
export function downloadCsv(name, columns, rows) {
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column]))];
  download(name, lines.map((line) => `${line.map(cell).join(',')}\n`).join(''), 'text/csv;charset=utf-8');
}

/** @return whether the text is in the clipboard now; a page without TLS may not write there in every browser */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (refused) {
    return false;
  }
}
