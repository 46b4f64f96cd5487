import { fireEvent, render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import { day as words } from '$lib/words';

import DayField from './DayField.svelte';

function field(value = '') {
  const heard = vi.fn();
  const read = (event: Event) => heard((event.target as HTMLInputElement).value);
  render(DayField, { value, 'aria-label': 'Ngày', onchange: read });
  return { heard, input: screen.getByLabelText<HTMLInputElement>('Ngày') };
}

describe('a day field', () => {
  it('leaves the text alone while one types and writes it out on leaving', async () => {
    const { heard, input } = field();
    await userEvent.type(input, '5/2/24');
    expect(input).toHaveValue('5/2/24');
    await userEvent.tab();
    expect(input).toHaveValue('05/02/2024');
    expect(heard).toHaveBeenLastCalledWith('05/02/2024');
  });

  it('leaves what is no day as it was typed', async () => {
    const { input } = field();
    await userEvent.type(input, '31/2/2024');
    await userEvent.tab();
    expect(input).toHaveValue('31/2/2024');
  });

  it('takes a day from the calendar by keys and tells who listens', async () => {
    const { heard, input } = field('30/11/2024');
    await userEvent.click(screen.getByRole('button', { name: words.open }));
    expect(screen.getByText(words.month(11, 2024))).toBeInTheDocument();
    const focused = document.activeElement as HTMLElement;
    expect(focused).toHaveAccessibleName('30/11/2024');
    await fireEvent.keyDown(focused, { key: 'ArrowRight' });
    expect(screen.getByText(words.month(12, 2024))).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '01/12/2024' }));
    expect(input).toHaveValue('01/12/2024');
    expect(input).toHaveFocus();
    expect(heard).toHaveBeenLastCalledWith('01/12/2024');
  });
});
