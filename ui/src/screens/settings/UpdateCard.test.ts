import { screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';

import type { Backend } from '$lib/backend/backend';
import type { Condition } from '$lib/backend/bindings/Condition';
import type { StartView } from '$lib/backend/bindings/StartView';
import { applicationWith, stage } from '$lib/testing/stage';
import { shell, update as words } from '$lib/words';

import UpdateCard from './UpdateCard.svelte';

const found = { found: '0.2.0', running: '0.1.0' };
const refused = (message: string) => () => Promise.reject({ code: 'x', message, faults: [] });

function shown(calls: Partial<Backend>, condition: Condition = 'ready') {
  const application = applicationWith({ findUpdate: async () => found, ...calls });
  application.started = { condition } as StartView;
  stage(UpdateCard, application);
  return application;
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('an update from a file', () => {
  it('is told with both versions, and starts only after it was confirmed', async () => {
    const installUpdate = vi.fn(async () => {});
    const application = shown({ installUpdate });
    const save = vi.fn(async () => {});
    application.dossier?.watch({ state: 'typing', save });
    await press(words.choose);
    expect(await screen.findByText(words.found('0.2.0', '0.1.0'))).toBeVisible();
    expect(screen.getByText(words.signed)).toBeVisible();
    expect(installUpdate).not.toHaveBeenCalled();
    await press(words.yes);
    await waitFor(() => expect(installUpdate).toHaveBeenCalledOnce());
    expect(save).toHaveBeenCalled();
    // The program ends; until it has, nothing can be pressed.
    expect(screen.getByRole('button', { name: words.yes })).toBeDisabled();
    expect(screen.getByRole('status')).toHaveTextContent(words.updating);
  });

  it('that is refused says why beside the button, and nothing is asked', async () => {
    shown({ findUpdate: refused('Không khớp với chữ ký') });
    await press(words.choose);
    expect(await screen.findByRole('alert')).toHaveTextContent('Không khớp với chữ ký');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('button', { name: words.choose })).toBeEnabled();
  });

  it('whose file nobody chose changes nothing', async () => {
    shown({ findUpdate: async () => null });
    await press(words.choose);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that cannot be started says why in the dialog, which can be left', async () => {
    shown({ installUpdate: refused('Chưa sao lưu được') });
    await press(words.choose);
    await press(words.yes);
    expect(await screen.findByRole('alert')).toHaveTextContent('Chưa sao lưu được');
    await press(shell.cancel);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('promises no backup of a data file in trouble', async () => {
    const trouble = { code: 'newer-file', message: 'Do phiên bản mới hơn tạo ra', faults: [] };
    shown({ installUpdate: async () => {} }, { trouble });
    await press(words.choose);
    expect(await screen.findByText(words.consequenceUnopened)).toBeVisible();
    await press(words.yesUnopened);
    expect(await screen.findByRole('status')).toHaveTextContent(words.updatingUnopened);
  });

  it('waits for work on files', async () => {
    const application = shown({});
    application.filesAtWork.title = 'Đang thêm tệp';
    await press(words.choose);
    expect(await screen.findByText(words.busy)).toBeVisible();
    expect(screen.getByRole('button', { name: words.yes })).toBeDisabled();
  });
});
