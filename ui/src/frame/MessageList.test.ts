import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';

import type { StartView } from '$lib/backend/bindings/StartView';
import { applicationWith, stage } from '$lib/testing/stage';
import { shell } from '$lib/words';

import Frame from './Frame.svelte';
import MessageList from './MessageList.svelte';
import { globalShortcuts } from './global-shortcuts';

afterEach(() => void vi.useRealTimers());

const region = () => screen.getByRole('region', { name: shell.messages });

describe('the messages', () => {
  it('have room of their own between the screen and the line beneath it', () => {
    const application = applicationWith({ home: () => new Promise(() => {}) });
    application.started = { version: '1' } as StartView;
    stage(Frame, application);
    expect(region().previousElementSibling).toBe(screen.getByRole('main'));
    expect(region().nextElementSibling).toBe(screen.getByRole('contentinfo'));
  });

  it('go by themselves when they tell of success, but never while the person is at them', async () => {
    vi.useFakeTimers();
    const application = applicationWith({});
    const { messages } = application;
    stage(MessageList, application);
    messages.tell({ tone: 'bad', text: 'Hỏng' });
    messages.tell({ tone: 'ok', text: 'Đã lưu' });
    await vi.advanceTimersByTimeAsync(7000);
    await fireEvent.pointerEnter(region());
    messages.tell({ tone: 'ok', text: 'Đã xóa' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(messages.list).toHaveLength(3);
    await fireEvent.pointerLeave(region());
    await vi.advanceTimersByTimeAsync(8000);
    expect(messages.list.map(({ text }) => text)).toEqual(['Hỏng']);
  });

  it('give the focus back to the screen when they go with it', async () => {
    const application = applicationWith({ home: () => new Promise(() => {}) });
    application.started = { version: '1' } as StartView;
    stage(Frame, application);
    application.messages.tell({ tone: 'warn', text: 'Đang bận' });
    await userEvent.click(await screen.findByRole('button', { name: shell.dismiss }));
    await waitFor(() => expect(screen.getByRole('main')).toHaveFocus());
  });

  it('go by Escape, the newest first, unless a field has the focus', () => {
    const application = applicationWith({});
    application.shortcuts.add(globalShortcuts(application));
    const field = document.body.appendChild(document.createElement('input'));
    const escape = () =>
      application.shortcuts.handle(new KeyboardEvent('keydown', { key: 'Escape' }));
    application.messages.tell({ tone: 'bad', text: 'Một' });
    application.messages.tell({ tone: 'bad', text: 'Hai' });
    field.focus();
    escape();
    expect(application.messages.list).toHaveLength(2);
    field.remove();
    escape();
    expect(application.messages.list.map(({ text }) => text)).toEqual(['Một']);
  });
});
