import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { RetypeLine } from '$lib/backend/bindings/RetypeLine';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import { line } from './line';
import Retype from './Retype.svelte';

function row(change: Partial<RetypeLine>): RetypeLine {
  return {
    area: '1',
    code: '1.1.1',
    title: 'Ban hành kế hoạch',
    points: '1,00',
    note: '',
    figures: [],
    citations: [],
    ...change,
  };
}

const full = row({
  code: '1.1.2',
  title: 'Mức độ hoàn thành',
  points: '1,72',
  figures: [
    { label: 'Đã hoàn thành', value: '31', unit: 'nhiệm vụ' },
    { label: 'Hoàn thành đúng hạn', value: 'Có', unit: '' },
  ],
  citations: [
    {
      number: '12/BC-UBND',
      date: '05/02/2025',
      subject: 'Báo cáo “quý”\tIV',
      section: 'mục II',
      page: '3-5',
    },
  ],
});
const rows = [
  row({}),
  full,
  row({ code: '1.7.1', points: '', note: 'Điều tra xã hội học' }),
  row({ area: '2', code: '2.1.1', points: '0,50' }),
  row({ area: '', code: 'T1', points: '2,00' }),
];

function staged(calls: Partial<Backend> = {}) {
  const user = userEvent.setup();
  const area = { code: '2', title: 'Thể chế', criteria: [] };
  const application = applicationWith(
    { retype: async () => ({ rows }), ...calls },
    workspaceWith({ areas: [area as never] }),
  );
  const dossier = application.dossier as OpenDossier;
  const shown = stage(Retype, application, { dossier });
  const points = (code: string) => {
    return screen.findByRole('button', { name: new RegExp(`^Chép Điểm ${code}:`) });
  };
  return { user, application, dossier, shown, points };
}

const pasted = () => navigator.clipboard.readText();

describe('what is retyped into a web form', () => {
  it('copies exactly the text of the cell that was chosen', async () => {
    const { user } = staged();
    await user.click(await screen.findByRole('button', { name: 'Chép Đã hoàn thành: 31' }));
    expect(await pasted()).toBe('31');
    await user.click(screen.getByRole('button', { name: /^Chép trích yếu/ }));
    expect(await pasted()).toBe('Báo cáo “quý”\tIV');
    await user.click(screen.getByRole('button', { name: 'Chép số, ký hiệu: 12/BC-UBND' }));
    expect(await pasted()).toBe('12/BC-UBND');
    expect(screen.getByRole('status')).toHaveTextContent('Đã chép: 12/BC-UBND');
  });

  it('copies points by Enter and goes on to the next row that has some', async () => {
    const { user, points } = staged();
    (await points('1.1.2')).focus();
    await user.keyboard('{Enter}');
    expect(await pasted()).toBe('1,72');
    expect(await points('2.1.1')).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(await points('1.1.2')).toHaveFocus();
    await user.keyboard('{ArrowDown}{ArrowDown}{Enter}');
    expect(await pasted()).toBe('2,00');
    expect(await points('T1')).toHaveFocus();
  });

  it('copies a whole row as cells of a spreadsheet', async () => {
    const { user } = staged();
    await user.click(await screen.findByRole('button', { name: 'Chép cả dòng 1.1.2' }));
    expect(await pasted()).toBe(line(full));
    expect(line(full)).toBe(
      '1.1.2\tMức độ hoàn thành\t1,72\t' +
        '"Đã hoàn thành: 31 nhiệm vụ\nHoàn thành đúng hạn: Có"\t' +
        '"12/BC-UBND, 05/02/2025, Báo cáo “quý”\tIV, mục II, trang 3-5"',
    );
  });

  it('shows one area, or the bonus items that belong to none', async () => {
    const { user } = staged();
    await screen.findByText('1.1.2');
    const codes = () => {
      const table = within(screen.getByRole('table'));
      return table.getAllByRole('button', { name: /^Chép Mã/ }).map((one) => one.textContent);
    };
    expect(codes()).toEqual(['1.1.1', '1.1.2', '1.7.1', '2.1.1', 'T1']);
    await user.selectOptions(screen.getByLabelText('Lĩnh vực'), '2');
    expect(codes()).toEqual(['2.1.1']);
    await user.selectOptions(screen.getByLabelText('Lĩnh vực'), 'Điểm thưởng, điểm trừ');
    expect(codes()).toEqual(['T1']);
  });

  it('keeps what is ticked off when the screen is left, and counts it', async () => {
    const { user, application, dossier, shown } = staged();
    await user.click(await screen.findByRole('checkbox', { name: 'Đã nhập 1.1.2' }));
    expect(screen.getByText('Đã nhập 1/4 mục')).toBeInTheDocument();
    shown.unmount();
    stage(Retype, application, { dossier });
    expect(await screen.findByRole('checkbox', { name: 'Đã nhập 1.1.2' })).toBeChecked();
    await user.click(screen.getByRole('checkbox', { name: 'Đã nhập 1.1.2' }));
    expect(screen.getByText('Đã nhập 0/4 mục')).toBeInTheDocument();
  });

  it('says why it cannot be shown, and tries again', async () => {
    let refused = true;
    const { user } = staged({
      retype: async () => {
        if (refused) throw { code: 'x', message: 'Tệp dữ liệu bị khóa', faults: [] };
        return { rows };
      },
    });
    expect(await screen.findByText('Tệp dữ liệu bị khóa')).toBeInTheDocument();
    refused = false;
    await user.click(screen.getByRole('button', { name: 'Thử lại' }));
    expect(await screen.findByText('1.1.2')).toBeInTheDocument();
  });
});
