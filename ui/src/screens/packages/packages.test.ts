import { cleanup, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { ArrivedView } from '$lib/backend/bindings/ArrivedView';
import type { MergeView } from '$lib/backend/bindings/MergeView';
import type { PackageForm } from '$lib/backend/bindings/PackageForm';
import type { PackagePlanView } from '$lib/backend/bindings/PackagePlanView';
import type { PackageShare } from '$lib/backend/bindings/PackageShare';
import type { Workspace } from '$lib/backend/bindings/Workspace';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { nodeWith } from '$lib/testing/items';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';
import { packages as words, shell } from '$lib/words';

import Frame from '../../frame/Frame.svelte';
import ExportDialog from './ExportDialog.svelte';
import HandOutDialog from './HandOutDialog.svelte';
import PackageSection from './PackageSection.svelte';

const plan: PackagePlanView = {
  name: 'BC.parx',
  files: 12,
  size: '30,5 MB',
  onlyCited: 3,
  documents: 15,
};
const exported = { path: '/a/BC.parx', name: 'BC.parx', summary: '30,5 MB' };

/** An area of two criteria with two items each. */
function tree(change: Partial<Workspace> = {}): Workspace {
  const node = (code: string) => ({ code, title: `Nhóm ${code}`, points: '0', max: '4' });
  const criterion = (code: string) => ({
    ...node(code),
    items: [nodeWith(`${code}.1`), nodeWith(`${code}.2`)],
  });
  const area = { ...node('1'), criteria: [criterion('1.1'), criterion('1.2')] };
  return workspaceWith({ areas: [area], ...change });
}

function exporting(calls: Partial<Backend>, workspace = workspaceWith()) {
  const application = applicationWith({ planPackage: async () => plan, ...calls }, workspace);
  const onclose = vi.fn();
  stage(ExportDialog, application, { dossier: application.dossier as OpenDossier, onclose });
  return { application, onclose };
}

describe('saving a package', () => {
  it('tells what goes along, and goes on behind the window once its place is chosen', async () => {
    const exportPackage = vi.fn(
      async (_: string, __: PackageForm, onProgress: (share: PackageShare) => void) => {
        onProgress({ percent: 40 });
        return exported;
      },
    );
    const { application, onclose } = exporting({ exportPackage });
    expect(await screen.findByText(words.withFiles(12))).toBeInTheDocument();
    expect(screen.getByText(words.withFilesNote('30,5 MB', 3))).toBeInTheDocument();
    await userEvent.click(screen.getByText(words.withoutFiles));
    await userEvent.click(screen.getByText(words.volumesUsual));
    await userEvent.click(screen.getByRole('button', { name: words.exportDo }));
    await waitFor(() => expect(onclose).toHaveBeenCalledOnce());
    const form = { purpose: 'dossier', withFiles: false, volume: '20' };
    expect(exportPackage).toHaveBeenCalledWith('d1', form, expect.anything());
    await waitFor(() => expect(application.messages.list[0]?.text).toBe(words.written('BC.parx')));
    expect(application.messages.list[0]?.action?.label).toBe(words.openFolder);
  });

  it('says in the dialog what is refused before it begins', async () => {
    const refused = { code: 'volume-size', message: 'Cỡ sai', faults: [] };
    const { onclose } = exporting({ exportPackage: () => Promise.reject(refused) });
    await userEvent.click(await screen.findByText(words.volumesOther));
    await userEvent.type(screen.getByLabelText(/Cỡ mỗi phần/), 'mười{Enter}');
    expect(await screen.findByText('Cỡ sai')).toBeInTheDocument();
    expect(onclose).not.toHaveBeenCalled();
  });

  it('stays open when the person chooses no place', async () => {
    const exportPackage = vi.fn(async () => null);
    const { application, onclose } = exporting({ exportPackage });
    await userEvent.click(await screen.findByRole('button', { name: words.exportDo }));
    await waitFor(() => expect(exportPackage).toHaveBeenCalled());
    await waitFor(() => expect(application.filesAtWork.busy).toBe(false));
    expect(onclose).not.toHaveBeenCalled();
    expect(application.messages.list).toEqual([]);
  });

  it('gives a part back that was handed to this data file', async () => {
    const handed = { person: 'Lan', codes: ['1.1.1'], groups: ['1.1.1'] };
    const exportPackage = vi.fn(async () => exported);
    exporting({ exportPackage }, workspaceWith({ handed }));
    await userEvent.click(await screen.findByRole('button', { name: words.exportDo }));
    const form = { purpose: 'filledPart', withFiles: true, volume: null };
    await waitFor(() => expect(exportPackage).toHaveBeenCalledWith('d1', form, expect.anything()));
  });
});

const arrived = (change: Partial<ArrivedView> = {}): ArrivedView => ({
  kind: 'Gói hồ sơ',
  facts: [{ label: 'Đơn vị', text: 'UBND xã Mẫu' }],
  meaning: 'Sẽ được thêm mới.',
  action: 'take',
  asksWhose: false,
  again: false,
  changes: [],
  more: 0,
  merge: [],
  ...change,
});

/** The window in which a package is being received. */
async function receiving(calls: Partial<Backend>, workspace = workspaceWith()) {
  const application = applicationWith(
    {
      home: () => new Promise(() => {}),
      closePackage: async () => {},
      endWork: async () => {},
      openDossier: async (id) => workspaceWith({ id }),
      ...calls,
    },
    workspace,
  );
  stage(Frame, application);
  void application.receive('chosen');
  return application;
}

const dialog = async () => within(await screen.findByRole('dialog'));

describe('receiving a package', () => {
  it('shows what it holds and changes before it is taken, then opens its dossier', async () => {
    const changes = [{ at: '05/12/2024 09:30', by: 'Lan', what: 'Sửa số liệu: 1.1.2' }];
    const takePackage = vi.fn(async () => ({ dossier: 'd2', told: 'Đã nhận hồ sơ.' }));
    const application = await receiving({
      openPackage: async () => arrived({ changes, more: 7 }),
      takePackage,
    });
    const shown = await dialog();
    expect(shown.getByText('UBND xã Mẫu')).toBeInTheDocument();
    expect(shown.getByText('Sửa số liệu: 1.1.2')).toBeInTheDocument();
    expect(shown.getByText(words.changesMore(7))).toBeInTheDocument();
    const take = shown.getByRole('button', { name: words.take });
    await waitFor(() => expect(take).toHaveFocus());
    await userEvent.keyboard('{Enter}');
    await waitFor(() => expect(application.dossier?.id).toBe('d2'));
    expect(application.place.screen).toBe('scoring');
    expect(application.messages.list[0]?.text).toBe('Đã nhận hồ sơ.');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('reads a dossier anew that is open already', async () => {
    const openDossier = vi.fn(async () => workspaceWith({ undo: 'sửa 1.1.2' }));
    const application = await receiving({
      openPackage: async () => arrived(),
      openDossier,
      takePackage: async () => ({ dossier: 'd1', told: 'Đã ghi thêm 3 thay đổi.' }),
    });
    await userEvent.click((await dialog()).getByRole('button', { name: words.take }));
    await waitFor(() => expect(application.dossier?.workspace.undo).toBe('sửa 1.1.2'));
    expect(openDossier).toHaveBeenCalledOnce();
  });

  it('offers nothing but to close where nothing will be taken', async () => {
    const closePackage = vi.fn(async () => {});
    await receiving({ openPackage: async () => arrived({ action: 'nothing' }), closePackage });
    const shown = await dialog();
    expect(shown.queryByRole('button', { name: words.take })).toBeNull();
    const close = shown.getAllByRole('button', { name: shell.close }).at(-1);
    await userEvent.click(close as HTMLElement);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(closePackage).toHaveBeenCalledOnce();
  });

  it('says why a package cannot be opened', async () => {
    const refused = { code: 'volume-missing', message: 'Còn thiếu phần 2', faults: [] };
    await receiving({ openPackage: () => Promise.reject(refused) });
    const shown = await dialog();
    expect(shown.getByText('Còn thiếu phần 2')).toBeInTheDocument();
    expect(shown.queryByRole('button', { name: words.take })).toBeNull();
  });

  it('shows how far the proof is and ends it', async () => {
    const endWork = vi.fn<Backend['endWork']>(async () => {});
    let end: (none: null) => void = () => {};
    const application = await receiving({
      openPackage: (_, onProgress) => {
        onProgress({ percent: 35 });
        return new Promise((resolve) => (end = resolve));
      },
      endWork,
    });
    const shown = await dialog();
    expect(shown.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '35');
    await userEvent.click(shown.getByRole('button', { name: words.stop }));
    expect(endWork.mock.calls).toEqual([['proof']]);
    end(null);
    await waitFor(() => expect(application.receiving).toBeNull());
  });

  it('asks whose a signed dossier is, and takes it as another unit’s unless the person says so', async () => {
    for (const own of [false, true]) {
      const takePackage = vi.fn(async () => ({ dossier: 'd2', told: 'Đã nhận hồ sơ.' }));
      await receiving({ openPackage: async () => arrived({ asksWhose: true }), takePackage });
      const shown = await dialog();
      const choice = within(shown.getByRole('radiogroup', { name: words.whose }));
      expect(choice.getByRole('radio', { name: new RegExp(words.whoseOther) })).toBeChecked();
      if (own) await userEvent.click(choice.getByRole('radio', { name: words.whoseOwn }));
      await userEvent.click(shown.getByRole('button', { name: words.take }));
      await waitFor(() => expect(takePackage).toHaveBeenCalledWith(own));
      cleanup();
    }
  });

  it('takes a package that is dropped anywhere', async () => {
    const openPackage = vi.fn(async () => arrived());
    const application = await receiving({ openPackage });
    await userEvent.click((await dialog()).getByRole('button', { name: shell.cancel }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    application.drops.handle('over', true);
    expect(application.drops.over).toBe(false);
    application.drops.handle('dropped', true);
    await dialog();
    expect(openPackage).toHaveBeenLastCalledWith('dropped', expect.anything());
  });
});

describe('merging a filled part', () => {
  const change = (subject: string, standing: MergeView['standing']): MergeView => ({
    subject,
    what: `Sửa ${subject}`,
    who: 'Lan',
    standing,
    standingWord: standing,
    theirs: [{ label: 'Số', from: '1', to: '2' }],
    ours: standing === 'conflict' ? [{ label: 'Số', from: '1', to: '3' }] : [],
  });
  const merge = [change('a', 'clean'), change('b', 'conflict'), change('c', 'conflict')];

  it('keeps what stands here unless the officer’s value is chosen', async () => {
    const mergePackage = vi.fn(async () => ({ dossier: 'd1', told: 'Đã ghép' }));
    const application = await receiving({
      openPackage: async () => arrived({ action: 'merge', meaning: null, merge }),
      mergePackage,
    });
    const shown = await dialog();
    expect(shown.getByText(words.mergeConflicts(2))).toBeInTheDocument();
    const choice = within(shown.getByRole('radiogroup', { name: words.choose('Sửa c') }));
    expect(choice.getByLabelText(words.keep)).toBeChecked();
    await userEvent.click(choice.getByLabelText(words.takeTheirs));
    await userEvent.click(shown.getByRole('button', { name: words.merge }));
    await waitFor(() => expect(mergePackage).toHaveBeenCalledWith(['c']));
    await waitFor(() => expect(application.messages.list[0]?.action?.label).toBe(words.undo));
  });

  it('says so where there is nothing to merge', async () => {
    await receiving({
      openPackage: async () =>
        arrived({ action: 'nothing', meaning: null, merge: [change('a', 'same')] }),
    });
    const shown = await dialog();
    expect(shown.getByText(words.mergeAllSame)).toBeInTheDocument();
    expect(shown.queryByRole('button', { name: words.merge })).toBeNull();
  });
});

describe('handing a part out', () => {
  it('is chosen by keys as areas, criteria and items', async () => {
    const exportPackage = vi.fn(async () => exported);
    const application = applicationWith({ exportPackage }, tree());
    const dossier = application.dossier as OpenDossier;
    stage(HandOutDialog, application, { dossier, onclose: () => {} });
    await userEvent.click(screen.getByRole('button', { name: words.handOutSave }));
    expect(screen.getByText(words.officerMissing)).toBeInTheDocument();
    expect(screen.getByText(words.itemsMissing)).toBeInTheDocument();

    await userEvent.type(screen.getByLabelText(/Họ và tên/), 'Nguyễn Văn A');
    const area = screen.getByRole('checkbox', { name: /Nhóm 1 / });
    area.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}{ArrowDown} ');
    expect(screen.getByText(words.chosenCount(1, 4))).toBeInTheDocument();
    expect(area).toBePartiallyChecked();
    await userEvent.keyboard('{ArrowLeft}');
    expect(screen.getByRole('checkbox', { name: /Nhóm 1\.1 / })).toHaveFocus();
    await userEvent.click(screen.getByRole('checkbox', { name: /Nhóm 1\.2 / }));
    await userEvent.click(screen.getByRole('button', { name: words.handOutSave }));
    const purpose = { handOut: { to: 'Nguyễn Văn A', codes: ['1.1.1', '1.2.1', '1.2.2'] } };
    await waitFor(() => {
      const form = { purpose, withFiles: false, volume: null };
      expect(exportPackage).toHaveBeenCalledWith('d1', form, expect.anything());
    });
  });

  it('is offered for a dossier in draft alone', () => {
    for (const open of [true, false]) {
      const application = applicationWith({}, workspaceWith({ open }));
      const values = { dossier: application.dossier as OpenDossier };
      const { unmount } = stage(PackageSection, application, values);
      const button = screen.queryByRole('button', { name: words.handOutDo });
      expect(button !== null).toBe(open);
      unmount();
    }
  });
});

describe('the part that was handed to this data file', () => {
  const handed = { person: 'Lan', codes: ['1.1.1', '1.1.2'], groups: ['1.1'] };

  it('is told on every screen, and given back instead of a package', () => {
    const application = applicationWith({ home: () => new Promise(() => {}) }, tree({ handed }));
    const { unmount } = stage(Frame, application);
    expect(screen.getByText(words.partOf('Lan'))).toBeInTheDocument();
    expect(screen.getByText(words.partItems(2, '1.1'), { exact: false })).toBeInTheDocument();
    unmount();
    stage(PackageSection, application, { dossier: application.dossier as OpenDossier });
    expect(screen.getByRole('button', { name: words.returnDo })).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: words.saveDossier })).toBeNull();
  });

  it('leaves its own items alone to be changed', () => {
    const { dossier } = applicationWith({}, tree({ handed }));
    expect(dossier?.mayChange('1.1.2')).toBe(true);
    expect(dossier?.mayChange('1.2.1')).toBe(false);
    expect(dossier?.isWhole).toBe(false);
    expect(applicationWith({}, tree()).dossier?.isWhole).toBe(true);
  });
});
