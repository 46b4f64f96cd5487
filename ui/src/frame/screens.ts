import ClipboardCheck from '@lucide/svelte/icons/clipboard-check';
import FolderOpen from '@lucide/svelte/icons/folder-open';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import History from '@lucide/svelte/icons/history';
import Paperclip from '@lucide/svelte/icons/paperclip';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Settings from '@lucide/svelte/icons/settings';
import Signature from '@lucide/svelte/icons/signature';
import Table from '@lucide/svelte/icons/table-2';
import type { Component } from 'svelte';

import type { Screen } from '$lib/office/application.svelte';
import { shell } from '$lib/words';
import Home from '$screens/home/Home.svelte';

/** What the frame needs to know of a screen. */
export interface ScreenEntry {
  id: Screen;
  label: string;
  icon: Component;
  /** Whether it shows the open dossier. */
  needsDossier: boolean;
  /** At the foot of the navigation. */
  apart?: boolean;
  /** The first is there at once; the others are loaded when they are shown first. */
  load: () => Component | Promise<Component>;
}

export const screens: ScreenEntry[] = [
  { id: 'home', label: shell.home, icon: FolderOpen, needsDossier: false, load: () => Home },
  {
    id: 'scoring',
    label: shell.scoring,
    icon: PencilLine,
    needsDossier: true,
    load: async () => (await import('$screens/scoring/Scoring.svelte')).default,
  },
  {
    id: 'table',
    label: shell.table,
    icon: Table,
    needsDossier: true,
    load: async () => (await import('$screens/table/Table.svelte')).default,
  },
  {
    id: 'evidence',
    label: shell.evidence,
    icon: Paperclip,
    needsDossier: true,
    load: async () => (await import('$screens/evidence/Evidence.svelte')).default,
  },
  {
    id: 'review',
    label: shell.review,
    icon: ClipboardCheck,
    needsDossier: true,
    load: async () => (await import('$screens/review/Review.svelte')).default,
  },
  {
    id: 'signing',
    label: shell.signing,
    icon: Signature,
    needsDossier: true,
    load: async () => (await import('$screens/signing/Signing.svelte')).default,
  },
  {
    id: 'history',
    label: shell.history,
    icon: History,
    needsDossier: true,
    load: async () => (await import('$screens/history/History.svelte')).default,
  },
  {
    id: 'help',
    label: shell.help,
    icon: CircleQuestionMark,
    needsDossier: false,
    apart: true,
    load: async () => (await import('$screens/help/Help.svelte')).default,
  },
  {
    id: 'settings',
    label: shell.settings,
    icon: Settings,
    needsDossier: false,
    load: async () => (await import('$screens/settings/Settings.svelte')).default,
  },
];
