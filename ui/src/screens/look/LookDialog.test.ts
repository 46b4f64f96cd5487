import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { LookView } from '$lib/backend/bindings/LookView';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { countPictures } from '$lib/testing/pictures';
import { applicationWith, stage } from '$lib/testing/stage';
import { look as words, pages as pageWords, signing } from '$lib/words';

import LookDialog from './LookDialog.svelte';

beforeEach(() => {
  countPictures();
  // jsdom lays nothing out: every element is as wide as a page may be.
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', {
    configurable: true,
    get: () => 600,
  });
  window.ResizeObserver = class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
});

async function look(view: Partial<LookView>, calls: Partial<Backend> = {}, page = 1) {
  const lookAtFile = async (): Promise<LookView> => ({
    name: 'quyet-dinh.pdf',
    facts: ['1,2 MB', 'SHA-256: abc'],
    warnings: [],
    shown: 'pictures',
    pages: 3,
    canOpen: true,
    ...view,
  });
  const application = applicationWith({ lookAtFile, filePage: async () => new Blob(), ...calls });
  const onclose = vi.fn();
  stage(LookDialog, application, {
    dossier: application.dossier as OpenDossier,
    evidence: 'e1',
    page,
    onclose,
  });
  return { onclose, user: userEvent.setup() };
}

const shownPage = () => screen.findByRole('img', { name: /^Trang/ });

describe('the file of a document', () => {
  it('is shown from the page asked for, and turned by keys wherever the focus is', async () => {
    await look({}, {}, 2);
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(2, 3));
    expect(screen.getByRole('region', { name: words.document })).toHaveFocus();
    await fireEvent.keyDown(document.body, { key: 'PageDown' });
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(3, 3));
    await fireEvent.keyDown(document.body, { key: 'Home' });
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(1, 3));
    await fireEvent.keyDown(document.body, { key: 'ArrowRight' });
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(2, 3));
  });

  it('leaves keys to the field in which a page is typed, and goes there', async () => {
    const { user } = await look({});
    await shownPage();
    const field = screen.getByLabelText(pageWords.field);
    await user.click(field);
    await user.keyboard('{End}{Home}');
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(1, 3));
    await user.clear(field);
    await user.keyboard('3{Enter}');
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(3, 3));
  });

  it('says which page cannot be drawn, and shows the others', async () => {
    await look(
      {},
      {
        filePage: async (_dossier, _evidence, page) => {
          if (page === 1) throw { code: 'x', message: 'Trang hỏng', faults: [] };
          return new Blob();
        },
      },
    );
    expect(await screen.findByText(words.pageFailed(1))).toBeVisible();
    await fireEvent.keyDown(document.body, { key: 'PageDown' });
    expect(await shownPage()).toHaveAccessibleName(pageWords.alt(2, 3));
  });

  it('has nothing to turn or to enlarge where its only page cannot be drawn', async () => {
    const filePage = () => Promise.reject({ code: 'x', message: 'Ảnh hỏng', faults: [] });
    await look({ pages: 1 }, { filePage });
    expect(await screen.findByText(words.pageFailed(1))).toBeVisible();
    expect(screen.queryByLabelText(pageWords.field)).toBeNull();
    expect(screen.getByRole('button', { name: words.save })).toBeVisible();
  });

  it('that cannot be shown says what can be done instead', async () => {
    await look({ shown: 'nothing', warnings: ['Có mật khẩu'] });
    expect(await screen.findByText(words.nothingButOpen)).toBeVisible();
    expect(screen.getByRole('button', { name: words.openWith })).toBeVisible();
  });

  it('shows paragraphs and tables of the part that is chosen', async () => {
    const { user } = await look(
      { shown: 'blocks', pages: 2 },
      {
        filePart: async (_dossier, _evidence, part) => ({
          name: part === 1 ? '' : 'Tổng hợp',
          blocks: [{ paragraph: `Đoạn ${part}` }, { table: [['Số', '12']] }],
          cut: part === 2 ? 'Còn nữa' : null,
        }),
      },
    );
    expect(await screen.findByText('Đoạn 1')).toBeVisible();
    await user.selectOptions(screen.getByLabelText(words.part), '2');
    expect(await screen.findByText('Đoạn 2')).toBeVisible();
    expect(screen.getByRole('cell', { name: '12' })).toBeVisible();
    expect(screen.getByText('Còn nữa')).toBeVisible();
    expect(screen.getByRole('option', { name: words.partName(2, 'Tổng hợp') })).toBeInTheDocument();
  });

  it('shows a long table piece by piece', async () => {
    const table = Array.from({ length: 700 }, (_, row) => [String(row)]);
    const filePart = async () => ({ name: '', blocks: [{ table }], cut: null });
    const { user } = await look({ shown: 'blocks', pages: 1 }, { filePart });
    await user.click(await screen.findByRole('button', { name: words.moreRows(400) }));
    await user.click(screen.getByRole('button', { name: words.moreRows(100) }));
    expect(document.querySelectorAll('tr')).toHaveLength(700);
  });

  it('that nothing shows has its facts, and is saved but not opened', async () => {
    const exported = { path: '/x/a.zip', name: 'a.zip', summary: '' };
    const { user } = await look(
      { shown: 'nothing', canOpen: false, warnings: ['Có mật khẩu'] },
      { saveEvidenceFile: async () => exported },
    );
    expect(await screen.findByText(words.nothing)).toBeVisible();
    expect(screen.getByText('SHA-256: abc')).toBeVisible();
    expect(screen.getByText('Có mật khẩu')).toBeVisible();
    expect(screen.queryByRole('button', { name: words.openWith })).toBeNull();
    await user.click(screen.getByRole('button', { name: words.save }));
    expect(await screen.findByText(signing.exported('a.zip'))).toBeVisible();
  });

  it('says in the dialog what was refused', async () => {
    const refuse = (message: string) => () => Promise.reject({ code: 'x', message, faults: [] });
    const { user } = await look({}, { openEvidenceFile: refuse('Không mở được') });
    await user.click(await screen.findByRole('button', { name: words.openWith }));
    const refusal = await screen.findByText('Không mở được');
    expect(screen.getByRole('dialog')).toContainElement(refusal);
  });

  it('that cannot be read says why, and can be closed', async () => {
    const lookAtFile = () => Promise.reject({ code: 'x', message: 'Hỏng', faults: [] });
    const { onclose, user } = await look({}, { lookAtFile });
    await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('Hỏng'));
    await user.click(screen.getByRole('button', { name: words.close }));
    expect(onclose).toHaveBeenCalledOnce();
  });
});
