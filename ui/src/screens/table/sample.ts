import type { RowKind } from '$lib/backend/bindings/RowKind';
import type { TableLine } from '$lib/backend/bindings/TableLine';
import type { TableRow } from '$lib/backend/bindings/TableRow';

/** Rows for tests: an item with a whole number for each key; without keys others score it. */
export function itemRow(code: string, keys: string[], change: Partial<TableRow> = {}): TableRow {
  const scored = keys.length > 0;
  return {
    ...sumRow(code, 'item'),
    area: code.split('.')[0] ?? '',
    points: null,
    status: scored ? 'empty' : 'notSelfScored',
    statusWord: scored ? 'chưa nhập' : 'không tự chấm',
    lines: keys.map((key) => line(key)),
    entry: scored
      ? {
          inputs: Object.fromEntries(keys.map((key) => [key, ''])),
          notApplicable: false,
          explanation: '',
          parts: {},
        }
      : null,
    selfScored: scored,
    ...change,
  };
}

export function sumRow(code: string, kind: RowKind): TableRow {
  return {
    kind,
    code,
    area: code,
    title: `Mục ${code}`,
    points: '0',
    max: '2',
    status: 'scored',
    statusWord: '',
    lines: [],
    entry: null,
    documents: [],
    lost: null,
    lostOrder: '0',
    pointsOrder: '0',
    selfScored: true,
    lacksEvidence: false,
    owner: null,
  };
}

export function line(key: string, change: Partial<TableLine> = {}): TableLine {
  return {
    part: null,
    partTitle: '',
    field: {
      key,
      label: `Số ${key}`,
      unit: 'hồ sơ',
      kind: 'integer',
      options: [],
      hint: null,
      mayBeNotDone: false,
    },
    value: '',
    shown: '',
    fault: null,
    ...change,
  };
}
