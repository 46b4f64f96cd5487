/** A cell of a copied table: one that holds a tab, a line break or a quotation mark is quoted. */
export function quoted(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
