import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { FileView } from '$lib/backend/bindings/FileView';
import type { RegisterView } from '$lib/backend/bindings/RegisterView';

/** A document that lacks nothing but a file and a citation. */
export function documentWith(id: string, change: Partial<EvidenceView> = {}): EvidenceView {
  return {
    id,
    name: `Tài liệu ${id}`,
    number: '12/BC-UBND',
    date: '05/12/2024',
    issuer: 'UBND xã',
    subject: 'Báo cáo CCHC năm',
    kind: '',
    citeOnly: false,
    file: null,
    citations: [],
    gaps: [],
    proposal: null,
    sameAs: [],
    ...change,
  };
}

/** A file that was read and tells nothing. */
export function fileWith(name: string, change: Partial<FileView> = {}): FileView {
  return { name, size: '1,2 MB', kind: 'pdf', facts: [], signature: null, warnings: [], ...change };
}

/** A register of these documents, every file read. */
export function registerWith(
  documents: EvidenceView[],
  change: Partial<RegisterView> = {},
): RegisterView {
  return { documents, kinds: ['Báo cáo', 'Kế hoạch'], unread: 0, ...change };
}
