import { screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { ScanView } from '$lib/backend/bindings/ScanView';
import { registerWith } from '$lib/testing/evidence';
import { applicationWith, stage } from '$lib/testing/stage';

import Evidence from './Evidence.svelte';

const scanned = (name: string, taken = false) => ({
  name,
  size: '1,2 MB',
  written: '14:05 25/11/2026',
  taken,
});
const folder = (change: Partial<ScanView> = {}): ScanView => ({
  folder: 'D:\\May quet',
  files: [scanned('2.pdf'), scanned('1.pdf', true)],
  trouble: null,
  ...change,
});

async function openScan(change: Partial<Backend>) {
  const application = applicationWith({ evidence: async () => registerWith([]), ...change });
  application.place = { screen: 'evidence' };
  stage(Evidence, application);
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Từ máy quét…' }));
  return { user, dialog: within(screen.getByRole('dialog')) };
}

describe('the folder of the scanner', () => {
  it('lists its files, and those chosen are added in that order', async () => {
    const addFiles = vi.fn(async () => null);
    const { user, dialog } = await openScan({ scannedFiles: async () => folder(), addFiles });
    expect(await dialog.findByText('14:05 25/11/2026 · 1,2 MB · đã có')).toBeVisible();
    expect(dialog.getByRole('button', { name: 'Đính kèm 0 tệp' })).toBeDisabled();
    await user.click(dialog.getByRole('checkbox', { name: /^1\.pdf/ }));
    await user.click(dialog.getByRole('checkbox', { name: /^2\.pdf/ }));
    await user.click(dialog.getByRole('button', { name: 'Đính kèm 2 tệp' }));
    const source = { scanned: { names: ['2.pdf', '1.pdf'] } };
    await waitFor(() =>
      expect(addFiles).toHaveBeenCalledWith('d1', null, source, expect.any(Function)),
    );
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is asked for where there is none, and kept where the person chooses none', async () => {
    const chooseScanFolder = vi
      .fn<Backend['chooseScanFolder']>()
      .mockResolvedValueOnce(folder())
      .mockResolvedValueOnce(null);
    const { user, dialog } = await openScan({
      scannedFiles: async () => folder({ folder: null, files: [] }),
      chooseScanFolder,
    });
    expect(await dialog.findByText(/chưa chọn/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Chọn thư mục…' }));
    expect(await dialog.findByText(/May quet/)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Chọn thư mục…' }));
    expect(dialog.getAllByRole('checkbox')).toHaveLength(2);
  });

  it('says why it cannot be read, and forgets what is no longer there', async () => {
    const scannedFiles = vi
      .fn<Backend['scannedFiles']>()
      .mockResolvedValueOnce(folder())
      .mockResolvedValueOnce(folder({ files: [], trouble: 'Ổ đĩa đã rút ra' }));
    const { user, dialog } = await openScan({ scannedFiles });
    await user.click(await dialog.findByRole('checkbox', { name: /^2\.pdf/ }));
    await user.click(dialog.getByRole('button', { name: 'Xem lại thư mục' }));
    expect(await dialog.findByText('Ổ đĩa đã rút ra')).toBeVisible();
    await waitFor(() =>
      expect(dialog.getByRole('button', { name: 'Đính kèm 0 tệp' })).toBeDisabled(),
    );
  });
});
