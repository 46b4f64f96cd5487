import type { DocumentKind } from '$lib/backend/bindings/DocumentKind';
import { signing as words } from '$lib/words';

/** The documents that can be shown and printed, by name. */
export const documents: { id: DocumentKind; label: string }[] = [
  { id: 'report', label: words.documentReport },
  { id: 'emptyForm', label: words.documentEmptyForm },
  { id: 'officerSheets', label: words.documentOfficerSheets },
  { id: 'minutes', label: words.documentMinutes },
];
