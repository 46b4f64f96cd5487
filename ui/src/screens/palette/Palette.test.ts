import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { EvidenceView } from '$lib/backend/bindings/EvidenceView';
import { registerWith } from '$lib/testing/evidence';
import { applicationWith, stage } from '$lib/testing/stage';

import Palette from './Palette.svelte';

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  Element.prototype.scrollIntoView = () => {};
});

const document12 = { id: 'e1', name: 'Số 12/BC-UBND, Báo cáo năm', number: '12/BC-UBND' };
const documents = [{ ...document12, citations: [] } as unknown as EvidenceView];
const evidence = async () => registerWith(documents);

describe('the palette', () => {
  it('goes to what the arrows chose', async () => {
    const application = applicationWith({ evidence });
    application.paletteOpen = true;
    stage(Palette, application);
    const field = screen.getByRole('combobox');
    field.focus();
    await userEvent.keyboard('12/bc{Enter}');
    await vi.waitFor(() => {
      expect(application.place).toEqual({ screen: 'evidence', evidence: 'e1' });
    });
    expect(application.paletteOpen).toBe(false);
  });

  it('leaves Enter to an input method that composes', async () => {
    const application = applicationWith({ evidence });
    application.paletteOpen = true;
    stage(Palette, application);
    const enter = new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
    screen.getByRole('combobox').dispatchEvent(enter);
    expect(application.paletteOpen).toBe(true);
  });

  it('names the chosen line to those who hear it', async () => {
    stage(Palette, applicationWith({ evidence }));
    const field = screen.getByRole('combobox');
    field.focus();
    await userEvent.keyboard('{ArrowDown}');
    const chosen = screen.getByRole('option', { selected: true });
    expect(field).toHaveAttribute('aria-activedescendant', chosen.id);
  });

  it('leads on to the search in what files say, after everything that was found', async () => {
    const application = applicationWith({ evidence });
    stage(Palette, application);
    screen.getByRole('combobox').focus();
    await userEvent.keyboard('báo cáo{PageDown}{Enter}');
    await vi.waitFor(() => {
      expect(application.place).toEqual({ screen: 'evidence', sought: 'báo cáo' });
    });
  });
});
