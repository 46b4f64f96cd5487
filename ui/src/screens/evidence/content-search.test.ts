import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { FoundView } from '$lib/backend/bindings/FoundView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { applicationWith, stage } from '$lib/testing/stage';
import { search as words } from '$lib/words';

import { ContentSearch } from './content-search.svelte';
import ContentSearchSection from './ContentSearch.svelte';

const foundWith = (evidence: string, change: Partial<FoundView> = {}): FoundView => ({
  evidence,
  name: `Tài liệu ${evidence}`,
  pages: [{ page: 12, parts: ['… hội nghị ', 'đối thoại', ' với người dân …'] }],
  morePages: false,
  ...change,
});

function searchOver(searchEvidence: Backend['searchEvidence']) {
  return new ContentSearch(applicationWith({ searchEvidence }).dossier as OpenDossier);
}

describe('the search in what files say', () => {
  it('waits until typing rests, and for two letters at least', async () => {
    const searchEvidence = vi.fn(async () => [foundWith('a')]);
    const search = searchOver(searchEvidence);
    for (const sought of ['đ', 'đố', ' đối ']) search.seek(sought);
    await waitFor(() => expect(search.found).toHaveLength(1));
    expect(searchEvidence).toHaveBeenCalledExactlyOnceWith('d1', 'đối');
    search.seek(' đ ');
    expect(search.found).toBeNull();
  });

  it('shows what was sought last, however late the answer to the one before comes', async () => {
    const answers: ((found: FoundView[]) => void)[] = [];
    const search = searchOver(() => new Promise((resolve) => answers.push(resolve)));
    search.seek('một');
    await waitFor(() => expect(answers).toHaveLength(1));
    search.seek('hai');
    await waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.([foundWith('b')]);
    answers[0]?.([foundWith('a')]);
    await waitFor(() => expect(search.found?.map(({ evidence }) => evidence)).toEqual(['b']));
  });

  it('leaves out documents that the register alone finds', async () => {
    const search = searchOver(async () => [foundWith('a', { pages: [] }), foundWith('b')]);
    search.seek('đối thoại');
    await waitFor(() => expect(search.found?.map(({ evidence }) => evidence)).toEqual(['b']));
  });
});

describe('what was found', () => {
  function found(searchEvidence: Backend['searchEvidence']) {
    const application = applicationWith({ searchEvidence });
    const onopen = vi.fn();
    const dossier = application.dossier as OpenDossier;
    stage(ContentSearchSection, application, { dossier, sought: 'đối thoại', onopen });
    return onopen;
  }

  it('opens the file at the page whose words are shown', async () => {
    const onopen = found(async () => [foundWith('a', { morePages: true })]);
    const name = 'Trang 12: … hội nghị đối thoại với người dân …';
    const page = await screen.findByRole('button', { name });
    expect(page.querySelector('mark')).toHaveTextContent(/^đối thoại$/);
    expect(screen.getByRole('status')).toHaveTextContent(words.found(1));
    expect(screen.getByText(words.morePages)).toBeVisible();
    await userEvent.click(page);
    expect(onopen).toHaveBeenLastCalledWith('a', 12);
    await userEvent.click(screen.getByRole('button', { name: 'Tài liệu a' }));
    expect(onopen).toHaveBeenLastCalledWith('a', null);
  });

  it('is said where it is nothing', async () => {
    found(async () => []);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words.none));
  });

  it('is searched again once more was read from files', async () => {
    const answers = [[], [foundWith('a')]];
    const application = applicationWith({ searchEvidence: async () => answers.shift() ?? [] });
    const dossier = application.dossier as OpenDossier;
    const values = { dossier, sought: 'đối thoại', read: 1, onopen: () => {} };
    const { rerender } = stage(ContentSearchSection, application, values);
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words.none));
    await rerender({ values: { ...values, read: 2 } });
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent(words.found(1)));
  });

  it('is told why, where the search was refused', async () => {
    found(() => Promise.reject({ code: 'x', message: 'Không tìm được', faults: [] }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Không tìm được');
  });
});
