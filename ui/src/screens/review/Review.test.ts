import { screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';

import type { ReviewView } from '$lib/backend/bindings/ReviewView';
import { applicationWith, stage, workspaceWith } from '$lib/testing/stage';

import Review from './Review.svelte';

const workspace = workspaceWith();

function found(change: Partial<ReviewView> = {}): ReviewView {
  return {
    blockers: [{ place: { item: '3.1.2' }, text: 'Chưa nhập: Tổng số hồ sơ' }],
    warnings: [],
    totals: workspace.totals,
    provisionalNote: null,
    lost: '1,5',
    lostItems: 1,
    previous: null,
    areas: [
      {
        code: '1',
        title: 'Chỉ đạo',
        points: '11,72',
        max: '14,75',
        percent: '79,46',
        share: 794,
        previousShare: 720,
        previous: '10,6/14,75',
      },
    ],
    losses: [],
    ...change,
  };
}

function show(view: ReviewView) {
  const application = applicationWith({ review: () => Promise.resolve(view) }, workspace);
  stage(Review, application);
  return application;
}

describe('the review', () => {
  it('leads from a finding to its item', async () => {
    const application = show(found());
    await userEvent.click(await screen.findByRole('button', { name: /Chưa nhập/ }));
    expect(application.place).toEqual({ screen: 'scoring', code: '3.1.2' });
  });

  it('says that the dossier can be signed once nothing stands in the way', async () => {
    const application = show(found({ blockers: [] }));
    expect(await screen.findByText('Không còn gì phải sửa: có thể ký duyệt.')).toBeVisible();
    await userEvent.click(screen.getByRole('button', { name: 'Ký duyệt' }));
    expect(application.place).toEqual({ screen: 'signing' });
  });

  it('gives the chart of areas as a table too, with last year beside', async () => {
    show(found());
    await userEvent.click(await screen.findByRole('button', { name: 'Xem dạng bảng' }));
    const row = within(screen.getByRole('table')).getByRole('row', { name: /Chỉ đạo/ });
    expect(row).toHaveTextContent('1 Chỉ đạo11,7214,7579,46 %10,6/14,75');
  });

  it('keeps index and class provisional in words', async () => {
    const totals = { ...workspace.totals, index: '63,4', class: 'Khá', provisional: true };
    show(found({ totals }));
    expect(await screen.findByText('Tạm tính: chỉ số 63,4 % · Khá')).toBeVisible();
  });

  it('says what is still awaited', async () => {
    show(found({ provisionalNote: 'Số tạm tính: còn chờ 18,5 điểm.' }));
    expect(await screen.findByText('Số tạm tính: còn chờ 18,5 điểm.')).toBeVisible();
  });

  it('follows the dossier when a step is taken back', async () => {
    let view = found();
    const application = applicationWith({ review: () => Promise.resolve(view) }, workspace);
    stage(Review, application);
    await screen.findByText('Chưa nhập: Tổng số hồ sơ');
    view = found({ blockers: [{ place: 'profile', text: 'Chưa ghi người ký' }] });
    application.dossier?.take(workspaceWith());
    expect(await screen.findByText('Chưa ghi người ký')).toBeVisible();
  });
});
