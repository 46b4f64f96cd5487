import { screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { beforeAll, describe, expect, it, vi } from 'vitest';

import type { StartView } from '$lib/backend/bindings/StartView';
import { applicationWith, stage } from '$lib/testing/stage';
import { person as words } from '$lib/words';

import PersonDialog from './PersonDialog.svelte';
import TitleBar from './TitleBar.svelte';

beforeAll(() => {
  window.matchMedia = () => ({ matches: false }) as MediaQueryList;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
});

function applicationOf(person: string, post: string) {
  const saveSettings = vi.fn(() => Promise.resolve());
  const application = applicationWith({ saveSettings });
  application.started = { condition: 'ready', settings: { person, post } } as StartView;
  return { application, saveSettings };
}

describe('the person at the keyboard', () => {
  it('is named in the title bar, with the post, and is changed there', async () => {
    const { application } = applicationOf('Trần Thị Thí Dụ', 'Công chức Văn phòng');
    stage(TitleBar, application);
    const button = screen.getByRole('button', { name: 'Trần Thị Thí Dụ' });
    expect(button).toHaveAttribute('title', words.atWork('Trần Thị Thí Dụ, Công chức Văn phòng'));
    await userEvent.click(button);
    expect(application.personOpen).toBe(true);
  });

  it('is asked for where nobody has said who works here', () => {
    stage(TitleBar, applicationOf('', '').application);
    expect(screen.getByRole('button', { name: words.nobody })).toBeVisible();
  });

  it('must have a name, and is kept as typed', async () => {
    const { application, saveSettings } = applicationOf('Lan', '');
    application.personOpen = true;
    stage(PersonDialog, application);
    const name = screen.getByLabelText(/Họ và tên/);
    await userEvent.clear(name);
    await userEvent.click(screen.getByRole('button', { name: words.action }));
    expect(screen.getByText(words.nameMissing)).toBeVisible();
    expect(saveSettings).not.toHaveBeenCalled();
    await userEvent.type(name, ' Lan Anh ');
    await userEvent.type(screen.getByLabelText(words.post), 'Công chức');
    await userEvent.click(screen.getByRole('button', { name: words.action }));
    expect(saveSettings).toHaveBeenCalledWith({ person: 'Lan Anh', post: 'Công chức' });
    await vi.waitFor(() => expect(application.personOpen).toBe(false));
  });
});
