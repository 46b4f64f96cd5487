import type { Entry } from '$lib/backend/bindings/Entry';
import type { Field } from '$lib/backend/bindings/Field';
import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { ItemView } from '$lib/backend/bindings/ItemView';
import type { ResultView } from '$lib/backend/bindings/ResultView';

/** An entry of a single rule with these values. */
export function entryWith(inputs: Record<string, string>, change: Partial<Entry> = {}): Entry {
  return { inputs, notApplicable: false, explanation: '', parts: {}, ...change };
}

export function fieldWith(key: string, change: Partial<Field> = {}): Field {
  return {
    key,
    label: key,
    unit: null,
    kind: 'number',
    options: [],
    hint: null,
    mayBeNotDone: false,
    ...change,
  };
}

export function resultWith(change: Partial<ResultView> = {}): ResultView {
  return {
    status: 'scored',
    statusWord: 'Đã chấm',
    points: '1',
    max: '2',
    how: [],
    problems: [],
    faults: {},
    gain: null,
    warnings: [],
    parts: {},
    ...change,
  };
}

/** An item of the fields "done" and "all", of which nothing is entered. */
export function itemWith(change: Partial<ItemView> = {}): ItemView {
  return {
    code: '1.1.1',
    title: 'Mức độ hoàn thành Kế hoạch',
    max: '2',
    path: ['1 Chỉ đạo, điều hành', '1.1 Kế hoạch'],
    scoredBy: 'unit',
    scoredByWord: null,
    sections: [
      {
        part: null,
        title: '',
        max: '2',
        fields: [fieldWith('done'), fieldWith('all')],
        claim: null,
      },
    ],
    claim: null,
    entry: entryWith({ done: '', all: '' }),
    result: resultWith({ status: 'empty', statusWord: 'Chưa nhập', points: null }),
    rule: [],
    guidance: null,
    basis: [],
    expectedEvidence: [],
    citations: [],
    previous: null,
    owner: null,
    carried: false,
    ...change,
  };
}

export function nodeWith(code: string, change: Partial<ItemNode> = {}): ItemNode {
  return {
    code,
    title: `Mục ${code}`,
    status: 'empty',
    statusWord: 'Chưa nhập',
    points: null,
    max: '2',
    lost: null,
    selfScored: true,
    documents: 0,
    lacksEvidence: false,
    owner: null,
    carried: false,
    ...change,
  };
}
