import { describe, expect, it, vi } from 'vitest';

import type { ReportForm } from '$lib/backend/bindings/ReportForm';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { applicationWith, workspaceWith } from '$lib/testing/stage';

import { SigningDesk } from './desk.svelte';

function formWith(opening: string): ReportForm {
  return {
    profile: { name: 'UBND xã Đức Liễu', recipients: [], authority: [] } as never,
    texts: { bases: ['Một', 'Hai'], opening, implementation: [], difficulties: [], proposals: [] },
    number: '',
    date: '',
    signedOff: null,
    reopened: [],
    submission: { passages: [] } as never,
    digitallySigned: false,
    blockers: 0,
    warnings: 0,
    today: '04/12/2024',
  };
}

describe('the report data', () => {
  it('is saved as one entry a line, blank lines left out', async () => {
    const setReportTexts = vi.fn(async () => workspaceWith());
    const reportForm = async () => formWith('');
    const application = applicationWith({ reportForm, setReportTexts });
    const desk = new SigningDesk(application.dossier as OpenDossier);
    await desk.load();
    const texts = desk.texts;
    if (!texts) throw new Error('not loaded');
    expect(texts.value.bases).toBe('Một\nHai');
    texts.value.proposals = ' Bổ sung biên chế \n\nTập huấn\n';
    texts.typed();
    await application.dossier?.flush();
    expect(setReportTexts).toHaveBeenCalledWith('d1', {
      bases: ['Một', 'Hai'],
      opening: '',
      implementation: [],
      difficulties: [],
      proposals: ['Bổ sung biên chế', 'Tập huấn'],
    });
  });

  it('stays as typed after its own save, and follows an undo', async () => {
    let opening = 'Đã lưu';
    const application = applicationWith({
      reportForm: async () => formWith(opening),
      setReportTexts: async () => workspaceWith(),
    });
    const dossier = application.dossier as OpenDossier;
    const desk = new SigningDesk(dossier);
    await desk.load();
    if (!desk.texts) throw new Error('not loaded');
    desk.texts.value.opening = 'Đang gõ ';
    desk.texts.typed();
    await dossier.flush();
    opening = 'Đang gõ';
    await desk.load();
    expect(desk.texts.value.opening).toBe('Đang gõ ');
    opening = 'Đã lưu';
    dossier.take(workspaceWith());
    await desk.load();
    expect(desk.texts.value.opening).toBe('Đã lưu');
  });
});
