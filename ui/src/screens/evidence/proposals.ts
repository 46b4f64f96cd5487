import type { DocumentForm } from '$lib/backend/bindings/DocumentForm';
import type { ProposalView } from '$lib/backend/bindings/ProposalView';
import { evidence as words } from '$lib/words';

const FIELDS = [
  { key: 'kind', label: words.kind },
  { key: 'number', label: words.number },
  { key: 'date', label: words.date },
  { key: 'issuer', label: words.issuer },
  { key: 'subject', label: words.subject },
] as const;

/** A field for which a document's file proposes something else than is entered. */
export interface ProposedChange {
  key: (typeof FIELDS)[number]['key'];
  label: string;
  from: string;
  to: string;
  /** Where it comes from: the file's name or its content. */
  source: string;
}

/** What would change; a field for which the file says nothing stays as it is. */
export function proposedChanges(form: DocumentForm, proposal: ProposalView): ProposedChange[] {
  return FIELDS.map(({ key, label }) => ({
    key,
    label,
    from: form[key],
    to: proposal.document[key],
    source: proposal.fromName.includes(key) ? words.fromName : words.fromContent,
  })).filter(({ from, to }) => to.trim() !== '' && to !== from);
}
