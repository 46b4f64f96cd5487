import { describe, expect, it } from 'vitest';

import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import { workspaceWith } from '$lib/testing/stage';
import { home as words } from '$lib/words';

import { nextSteps } from './next-steps';

function item(code: string, change: Partial<ItemNode>): ItemNode {
  return {
    code,
    title: code,
    status: 'scored',
    statusWord: '',
    points: '1',
    max: '1',
    lost: null,
    selfScored: true,
    documents: 1,
    lacksEvidence: false,
    owner: null,
    carried: false,
    ...change,
  };
}

function workspaceOf(items: ItemNode[], change: Partial<Workspace> = {}): Workspace {
  const node = { code: '1', title: '', points: '0', max: '1', done: 0, total: 0 };
  const areas = [{ ...node, owner: null, criteria: [{ ...node, items }] }];
  return workspaceWith({ areas: areas as unknown as Workspace['areas'], ...change });
}

describe('what to do next', () => {
  it('puts faults before what is missing, and leads to the first place', () => {
    const steps = nextSteps(
      workspaceOf([
        item('1.1', { status: 'empty' }),
        item('1.2', { lacksEvidence: true }),
        item('1.3', { status: 'invalid' }),
        item('1.4', { status: 'empty' }),
      ]),
    );
    expect(steps.map((step) => step.label)).toEqual([
      words.nextInvalidOne('1.3'),
      words.nextEvidenceOne('1.2'),
      words.nextEmpty(2),
    ]);
    expect(steps[2]?.place).toEqual({ screen: 'scoring', code: '1.1' });
  });

  it('leaves out what others score', () => {
    const steps = nextSteps(workspaceOf([item('1.1', { status: 'empty', selfScored: false })]));
    expect(steps[0]?.place.screen).toBe('review');
  });

  it('leads to the signature by its date once everything is scored', () => {
    const due = { label: 'Hạn', date: '10/12/2024', daysLeft: 6, words: 'còn 6 ngày' };
    const steps = nextSteps(workspaceOf([item('1.1', {})], { due }));
    expect(steps[1]?.label).toBe(words.nextSignBy('10/12/2024'));
  });

  it('leads a dossier that is signed off to its export and its submission', () => {
    const change = { state: 'signedOff', open: false } as const;
    const steps = nextSteps(workspaceOf([item('1.1', {})], change));
    expect(steps.map((step) => step.label)).toEqual([words.nextExport, words.nextSubmit]);
    expect(steps.map((step) => step.place.section)).toEqual(['export', 'sign-off']);
  });

  it('asks of a part that was handed out its own items alone, then to give it back', () => {
    const handed = { person: 'Lan', codes: ['1.2'], groups: ['1.2'] };
    const items = [item('1.1', { status: 'empty' }), item('1.2', { status: 'empty' })];
    const steps = nextSteps(workspaceOf(items, { handed }));
    expect(steps.map((step) => step.label)).toEqual([words.nextEmptyOne('1.2')]);
    const done = nextSteps(
      workspaceOf([item('1.1', { status: 'empty' }), item('1.2', {})], { handed }),
    );
    expect(done.map((step) => step.label)).toEqual([words.nextReturn]);
  });

  it('asks nothing more of a dossier that was handed in, and work of one that came back', () => {
    const items = [item('1.1', { status: 'invalid' })];
    const handedIn = nextSteps(workspaceOf(items, { state: 'submitted', open: false }));
    expect(handedIn.map((step) => step.label)).toEqual([words.nextFollow]);
    const returned = nextSteps(workspaceOf(items, { state: 'returned', open: true }));
    expect(returned[0]?.label).toBe(words.nextInvalidOne('1.1'));
  });
});
