import type { DocumentForm } from '$lib/backend/bindings/DocumentForm';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { PlaceForm } from '$lib/backend/bindings/PlaceForm';
import { fit, fold } from '$lib/text/fold';
import { evidence as words } from '$lib/words';

export const NO_DOCUMENT: DocumentForm = {
  number: '',
  date: '',
  issuer: '',
  subject: '',
  kind: '',
  citeOnly: false,
};
export const NO_PLACE: PlaceForm = { section: '', page: '', note: '' };

/** The particulars of a document, to be edited. */
export function formOf(one: EvidenceView): DocumentForm {
  const { number, date, issuer, subject, kind, citeOnly } = one;
  return { number, date, issuer, subject, kind, citeOnly };
}

/** Two forms say the same. */
export function isSame(one: DocumentForm, other: DocumentForm): boolean {
  return (Object.keys(NO_DOCUMENT) as (keyof DocumentForm)[]).every(
    (key) => one[key] === other[key],
  );
}

/** Neither section nor page is named. */
export function isVague({ section, page }: PlaceForm): boolean {
  return section.trim() === '' && page.trim() === '';
}

/** Where in a document, the section as it was typed: "mục II.1, trang 3". */
export function placeWords({ section, page }: PlaceForm): string {
  const at = page.trim() === '' ? '' : words.pageOf(page.trim());
  return [section.trim(), at].filter(Boolean).join(', ');
}

/** Another document of the same number and date: most likely the same one. */
export function duplicateOf(
  { number, date }: DocumentForm,
  others: EvidenceView[],
): EvidenceView | undefined {
  const same = (text: string) => fold(text).replace(/\s+/g, '');
  // Dates are compared as days, with and without leading zeros.
  const day = (text: string) => text.split(/\D+/).filter(Boolean).map(Number).join('/');
  if (same(number) === '') return undefined;
  return others.find((one) => same(one.number) === same(number) && day(one.date) === day(date));
}

/** Documents that fit what is sought, without diacritics too; the best first. */
export function found(documents: EvidenceView[], sought: string): EvidenceView[] {
  if (sought.trim() === '') return documents;
  const ranked = documents.map((one) => {
    const { number, date, issuer, subject, kind, file, citations } = one;
    const notes = citations.map(({ place }) => place.note);
    const said = [number, date, issuer, subject, kind, file?.name ?? '', ...notes];
    return { one, rank: fit(said.join(' '), sought) };
  });
  return ranked
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank)
    .map(({ one }) => one);
}
