import '@testing-library/jest-dom/vitest';

import { configure } from '@testing-library/dom';

import { cleanup } from '@testing-library/svelte';
import { afterEach } from 'vitest';

// A busy machine is no fault of the screens: waiting ends when the thing is there, or is broken.
configure({ asyncUtilTimeout: 15_000 });

afterEach(cleanup);

// jsdom shows no modal dialogs.
HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
  this.open = true;
};

// jsdom lays nothing out, so there is nothing to scroll to.
Element.prototype.scrollIntoView = () => {};
