/** A text without diacritics and case, for search: "Đức Liễu" becomes "duc lieu". */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();
}

/** How well a text fits what is sought: exact accents first, then folded ones; 0 where it does not. */
export function fit(text: string, sought: string): number {
  const query = sought.normalize('NFC').trim();
  if (query === '') return 1;
  const words = query.split(/\s+/);
  const lower = text.normalize('NFC').toLowerCase();
  if (lower.includes(query.toLowerCase())) return 4;
  if (words.every((word) => lower.includes(word.toLowerCase()))) return 3;
  const folded = fold(text);
  if (folded.includes(fold(query))) return 2;
  return words.every((word) => folded.includes(fold(word))) ? 1 : 0;
}
