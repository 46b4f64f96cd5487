import type { Component } from 'svelte';

import type { CriterionNode } from '$lib/backend/bindings/CriterionNode';
import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import type { ItemNode } from '$lib/backend/bindings/ItemNode';
import type { Application } from '$lib/office/application.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { palette as words } from '$lib/words';

import { screens } from '../../frame/screens';
import { actions } from './actions';

export type Group = 'items' | 'criteria' | 'evidence' | 'screens' | 'actions' | 'contents';

/** Something that can be found and gone to, or done. */
export interface Entry {
  id: string;
  group: Group;
  /** A code to find it by exactly; empty where it has none. */
  code: string;
  title: string;
  /** At the end of the line: points, citations, the key. */
  note: string;
  /** The item, for its mark. */
  item?: ItemNode;
  /** A screen's own icon. */
  icon?: Component;
  /** Shown before anything is typed. */
  useful?: boolean;
  run: () => void;
}

/** Everything that can be found now. */
export function entries(application: Application, evidence: EvidenceView[]): Entry[] {
  const { dossier } = application;
  return [
    ...(dossier ? dossierEntries(application, dossier, evidence) : []),
    ...screenEntries(application),
    ...actions(application),
  ];
}

function dossierEntries(
  application: Application,
  dossier: OpenDossier,
  evidence: EvidenceView[],
): Entry[] {
  const { areas } = dossier.workspace;
  return [
    ...dossier.items.map((item) => itemEntry(application, item)),
    ...areas.flatMap((area) => area.criteria).flatMap((one) => criterionEntry(application, one)),
    ...evidence.map((document) => evidenceEntry(application, document)),
  ];
}

function itemEntry(application: Application, item: ItemNode): Entry {
  return {
    id: `item ${item.code}`,
    group: 'items',
    code: item.code,
    title: item.title,
    note: item.points === null ? item.statusWord : words.points(item.points, item.max),
    item,
    run: () => void application.go({ screen: 'scoring', code: item.code, focus: true }),
  };
}

/** A criterion leads to its first item; one without items leads nowhere. */
function criterionEntry(application: Application, criterion: CriterionNode): Entry[] {
  const first = criterion.items[0];
  if (!first) return [];
  return [
    {
      id: `criterion ${criterion.code}`,
      group: 'criteria',
      code: criterion.code,
      title: criterion.title,
      note: words.itemsOf(criterion.items.length),
      run: () => void application.go({ screen: 'scoring', code: first.code, focus: true }),
    },
  ];
}

function evidenceEntry(application: Application, document: EvidenceView): Entry {
  const { length } = document.citations;
  return {
    id: `evidence ${document.id}`,
    group: 'evidence',
    code: document.number,
    title: document.name,
    note: length > 0 ? words.cited(length) : words.uncited,
    run: () => void application.go({ screen: 'evidence', evidence: document.id }),
  };
}

function screenEntries(application: Application): Entry[] {
  return screens
    .map((screen, position) => ({ screen, note: `Alt+${position + 1}` }))
    .filter(({ screen }) => !screen.needsDossier || application.dossier !== null)
    .map(({ screen, note }) => ({
      id: `screen ${screen.id}`,
      group: 'screens',
      code: '',
      title: screen.label,
      note,
      icon: screen.icon,
      useful: true,
      run: () => void application.go({ screen: screen.id }),
    }));
}

/** Leads to the search in what the files of evidence say; it is offered beside what was found. */
export function contentsEntry(application: Application, sought: string): Entry {
  return {
    id: 'contents',
    group: 'contents',
    code: '',
    title: words.searchContents(sought),
    note: '',
    run: () => void application.go({ screen: 'evidence', sought }),
  };
}
