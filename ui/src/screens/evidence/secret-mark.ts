/** What a secret document is marked with, in capitals; the higher degrees end with the same word. */
const MARK = 'MẬT';
/** Words with which the mark is a longer word that says nothing of the document. */
const NOT_AFTER = ['BÍ', 'BẢO', 'CƠ', 'RẬM', 'THÂN'];
const NOT_BEFORE = ['ĐỘ', 'KHẨU', 'MÃ', 'ONG', 'THIẾT', 'THÁM', 'VỤ', 'NGHỊ'];

/** Whether a document's subject carries a mark of secrecy. */
export function hasSecretMark(subject: string): boolean {
  // Some input methods leave letters and their marks apart.
  const words = subject.normalize('NFC').split(/[^\p{L}]+/u);
  const isOneOf = (word: string | undefined, list: string[]) =>
    word !== undefined && list.includes(word.toUpperCase());
  return words.some(
    (word, at) =>
      word === MARK && !isOneOf(words[at - 1], NOT_AFTER) && !isOneOf(words[at + 1], NOT_BEFORE),
  );
}
