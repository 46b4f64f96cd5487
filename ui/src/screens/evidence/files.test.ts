import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { FilesAdded } from '$lib/backend/bindings/FilesAdded';
import { documentWith, fileWith, registerWith } from '$lib/testing/evidence';
import { itemWith, nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import Scoring from '$screens/scoring/Scoring.svelte';

import FilesBar from '../../frame/FilesBar.svelte';
import Evidence from './Evidence.svelte';
import { firstPage } from './page-number';

const { looked } = vi.hoisted(() => ({ looked: vi.fn() }));
vi.mock('../look/LookDialog.svelte', () => ({
  default: (_: unknown, { evidence, page }: { evidence: string; page?: number }) =>
    looked(evidence, page),
}));

beforeEach(() => void looked.mockClear());

const added = (change: Partial<FilesAdded> = {}): FilesAdded => ({
  added: 0,
  refused: [],
  secret: [],
  cancelled: false,
  ...change,
});

const documents = [documentWith('a'), documentWith('b', { file: fileWith('b.pdf') })];

function applicationOf(change: Partial<Backend>) {
  const criterion = { code: '1.1', title: '', points: '0', max: '2', items: [nodeWith('1.1.1')] };
  const area = { code: '1', title: '', points: '0', max: '2', criteria: [criterion] };
  const workspace = workspaceWith({ areas: [area], undo: 'gỡ tệp' });
  return applicationWith(
    {
      evidence: async () => registerWith(documents),
      openDossier: vi.fn(async () => workspace),
      undo: vi.fn(async () => workspace),
      ...change,
    },
    workspace,
  );
}

async function openRegister(change: Partial<Backend>) {
  const application = applicationOf(change);
  application.place = { screen: 'evidence' };
  stage(Evidence, application);
  await screen.findByRole('table');
  return { application, user: userEvent.setup() };
}

async function openItem(change: Partial<Backend>) {
  const place = { section: '', page: '6-9', note: '' };
  const citations = [{ evidence: documents[1]!, place, vague: false }];
  const application = applicationOf({ item: async () => itemWith({ citations }), ...change });
  application.place = { screen: 'scoring', code: '1.1.1' };
  stage(Scoring, application);
  await screen.findByRole('heading', { level: 1 });
  return { application, user: userEvent.setup() };
}

/** Pastes as the system does: a picture, with text beside it or without. */
function paste(target: Element, text = '') {
  const picture = new File(['x'], 'image.png', { type: 'image/png' });
  const clipboardData = { files: [picture], getData: () => text };
  return fireEvent(
    target,
    Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData }),
  );
}

describe('adding files', () => {
  it('tells what was added and why the rest was not, and reads the dossier anew', async () => {
    const refused = ['“c.pdf” là tệp rỗng.'];
    const addFiles = vi.fn(async () => added({ added: 2, refused }));
    const { application, user } = await openRegister({ addFiles });
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp…' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(2));
    expect(application.messages.list.map(({ tone }) => tone)).toEqual(['ok', 'bad']);
    expect(application.messages.list[1]?.lines).toEqual(refused);
    await waitFor(() => expect(application.backend.openDossier).toHaveBeenCalledOnce());
    expect(addFiles).toHaveBeenCalledWith('d1', null, 'files', expect.any(Function));
  });

  it('takes a whole folder, cited for the item that is open', async () => {
    const addFiles = vi.fn(async () => null);
    const { user } = await openItem({ addFiles });
    await user.click(screen.getByRole('button', { name: 'Thư mục…' }));
    await waitFor(() =>
      expect(addFiles).toHaveBeenCalledWith('d1', '1.1.1', 'folder', expect.any(Function)),
    );
  });

  it('says which were entered without their content, and leads to them', async () => {
    const secret = [{ evidence: 'b', line: 'Thông báo 3.pdf có dấu MẬT' }];
    const { application, user } = await openRegister({
      addFiles: async () => added({ added: 1, secret, cancelled: true }),
    });
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp…' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(2));
    const [stopped, kept] = application.messages.list;
    expect(stopped?.text).toBe('Đã dừng. Có 0 tệp đã đính kèm.');
    expect(kept?.lines).toEqual(['Thông báo 3.pdf có dấu MẬT']);
    kept?.action?.run();
    await waitFor(() => expect(application.place).toEqual({ screen: 'evidence', evidence: 'b' }));
  });

  it('shows how far it is and can be ended, while nothing else is begun', async () => {
    let finish: (files: FilesAdded | null) => void = () => {};
    const addFiles = vi.fn<Backend['addFiles']>(async (_dossier, _code, _source, onProgress) => {
      onProgress({ done: 3, all: 10, name: 'Báo cáo.pdf' });
      return new Promise((done) => (finish = done));
    });
    const endWork = vi.fn<Backend['endWork']>(async () => {});
    const { application, user } = await openRegister({ addFiles, endWork });
    stage(FilesBar, application);
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp…' }));
    const bar = await screen.findByRole('progressbar', { name: '3/10 tệp' });
    expect(bar).toHaveAttribute('aria-valuenow', '3');
    expect(screen.getByText('Báo cáo.pdf')).toBeVisible();
    application.drops.handle('dropped');
    expect(addFiles).toHaveBeenCalledOnce();
    expect(application.messages.list[0]?.tone).toBe('warn');
    await user.click(screen.getByRole('button', { name: 'Dừng' }));
    expect(endWork.mock.calls).toEqual([['files']]);
    finish(null);
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Đính kèm tệp…' }));
    await waitFor(() => expect(addFiles).toHaveBeenCalledTimes(2));
  });
});

describe('files from outside the window', () => {
  it('are offered a place while they hang over it, and cited for the open item', async () => {
    const addFiles = vi.fn(async () => null);
    const { application } = await openItem({ addFiles });
    application.drops.handle('over');
    expect(await screen.findByText(/Thả tệp hoặc thư mục vào đây .* mục 1\.1\.1/)).toBeVisible();
    application.drops.handle('dropped');
    await waitFor(() => expect(screen.queryByText(/Thả tệp hoặc thư mục/)).toBeNull());
    await waitFor(() =>
      expect(addFiles).toHaveBeenCalledWith('d1', '1.1.1', 'dropped', expect.any(Function)),
    );
  });

  it('are told where they can be dropped on any other screen', () => {
    const { drops, messages } = applicationOf({});
    drops.handle('over');
    expect(drops.over).toBe(false);
    drops.handle('dropped');
    expect(messages.list[0]?.text).toMatch(/Minh chứng/);
  });

  it('come from the clipboard as a picture, but never in the place of text', async () => {
    const addPasted = vi.fn(async () => added({ added: 1 }));
    const { application } = await openRegister({ addPasted });
    await paste(screen.getByRole('searchbox'), 'chữ');
    expect(addPasted).not.toHaveBeenCalled();
    await paste(document.body, 'chữ');
    await waitFor(() => expect(addPasted).toHaveBeenCalledWith('d1', null, expect.any(File)));
    await waitFor(() => expect(application.backend.openDossier).toHaveBeenCalledOnce());
    await paste(screen.getByRole('searchbox'));
    await waitFor(() => expect(addPasted).toHaveBeenCalledTimes(2));
  });
});

describe('the file of a document', () => {
  const attach = { name: 'Đính kèm tệp cho Tài liệu a' };

  it('changes nothing where none was chosen', async () => {
    const { application, user } = await openRegister({ attachFile: vi.fn(async () => false) });
    await user.click(screen.getByRole('button', attach));
    expect(application.backend.attachFile).toHaveBeenCalledWith('d1', 'a', false);
    expect(application.backend.openDossier).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', attach));
    expect(application.backend.attachFile).toHaveBeenCalledTimes(2);
  });

  describe('that is marked as secret', () => {
    async function openMarked() {
      const attachFile = vi.fn<Backend['attachFile']>(async (_dossier, _evidence, evenSecret) => {
        if (evenSecret) return true;
        throw { code: 'secret', message: 'Tệp có dấu MẬT', faults: [] };
      });
      const updateEvidence = vi.fn(async () => workspaceWith());
      const opened = await openRegister({ attachFile, updateEvidence });
      await opened.user.click(screen.getByRole('button', attach));
      const dialog = within(await screen.findByRole('dialog', { name: 'Vẫn đính kèm?' }));
      return { ...opened, dialog, attachFile, updateEvidence };
    }

    it('is only cited unless the person decides otherwise', async () => {
      const { dialog, user, attachFile, updateEvidence } = await openMarked();
      expect(dialog.getByText('Tệp có dấu MẬT')).toBeVisible();
      const usual = dialog.getByRole('button', { name: 'Chỉ viện dẫn' });
      expect(usual).toHaveFocus();
      await user.click(usual);
      expect(screen.queryByRole('dialog')).toBeNull();
      expect(attachFile).toHaveBeenCalledOnce();
      expect(updateEvidence).toHaveBeenCalledWith(
        'd1',
        'a',
        expect.objectContaining({ number: '12/BC-UBND', citeOnly: true }),
      );
    });

    it('is attached all the same where the person says so', async () => {
      const { application, dialog, user, attachFile } = await openMarked();
      await user.click(dialog.getByRole('button', { name: 'Vẫn đính kèm' }));
      expect(attachFile).toHaveBeenLastCalledWith('d1', 'a', true);
      await waitFor(() => expect(application.backend.openDossier).toHaveBeenCalledOnce());
      expect(screen.queryByRole('dialog')).toBeNull();
    });
  });

  it('is shown, and taken off with a way back', async () => {
    const { application, user } = await openRegister({
      detachFile: vi.fn(async () => workspaceWith({ undo: 'gỡ tệp' })),
    });
    await user.click(screen.getByRole('button', { name: /^Mở tệp b\.pdf/ }));
    expect(looked).toHaveBeenCalledWith('b', undefined);
    await user.click(screen.getByRole('button', { name: 'Gỡ tệp b.pdf' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    application.messages.list[0]?.action?.run();
    await waitFor(() => expect(application.backend.undo).toHaveBeenCalledOnce());
  });

  it('is shown from the page that a citation names', async () => {
    const { user } = await openItem({});
    await user.click(screen.getByRole('button', { name: /^Mở tệp b\.pdf/ }));
    expect(looked).toHaveBeenCalledWith('b', 6);
  });

  it.each([
    ['6-9', 6],
    ['trang 12', 12],
    ['', undefined],
    ['phụ lục', undefined],
    ['0', undefined],
  ])('a place “%s” begins at page %s', (typed, page) => expect(firstPage(typed)).toBe(page));
});

describe('all files', () => {
  it('are saved into folders, with one button to show them', async () => {
    const written = { path: '/x/minh-chung.zip', name: 'minh-chung.zip', summary: '12 tệp' };
    const openFolder = vi.fn(async () => {});
    const { application, user } = await openRegister({
      exportEvidence: vi.fn(async () => written),
      openFolder,
    });
    await user.click(screen.getByRole('button', { name: 'Xuất minh chứng…' }));
    await waitFor(() => expect(application.messages.list).toHaveLength(1));
    const [told] = application.messages.list;
    expect(told).toMatchObject({ text: 'Đã lưu minh-chung.zip', lines: ['12 tệp'] });
    told?.action?.run();
    expect(openFolder).toHaveBeenCalledWith('/x/minh-chung.zip');
  });
});
