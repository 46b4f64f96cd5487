import { render } from '@testing-library/svelte';
import type { Component } from 'svelte';

import type { Backend } from '$lib/backend/backend';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import { Application } from '$lib/office/application.svelte';
import { OpenDossier } from '$lib/office/open-dossier.svelte';

import { fakeBackend } from './fake';
import Stage from './Stage.svelte';

/** A dossier that is being drafted and has no items, with what the test changes in it. */
export function workspaceWith(change: Partial<Workspace> = {}): Workspace {
  return {
    id: 'd1',
    unit: 'UBND xã Đức Liễu',
    year: 2024,
    setTitle: 'Bộ tiêu chí',
    setVersion: '1',
    statement: '',
    official: true,
    state: 'drafting',
    stateWord: 'Đang chấm',
    open: true,
    due: null,
    areas: [],
    bonus: null,
    penalty: null,
    totals: {
      done: 0,
      total: 0,
      selfPoints: '0',
      selfMax: '0',
      selfPercent: '0 %',
      waiting: null,
      index: '0',
      class: '',
      provisional: false,
      bonus: null,
      penalty: null,
    },
    undo: null,
    redo: null,
    savedAt: '09:30',
    owners: [],
    documents: 0,
    handed: null,
    received: false,
    ...change,
  };
}

/** The program with an open dossier, over a backend that gives these answers. */
export function applicationWith(calls: Partial<Backend>, workspace = workspaceWith()): Application {
  const application = new Application(fakeBackend(calls));
  application.dossier = new OpenDossier(application.backend, workspace);
  return application;
}

/** Puts a screen on the stage, as the frame would show it, or a part of one with its values. */
export function stage<Values extends Record<string, unknown> = Record<string, never>>(
  screen: Component<Values>,
  application: Application,
  values = {} as Values,
) {
  return render(Stage<Values>, { props: { application, screen, values } });
}
