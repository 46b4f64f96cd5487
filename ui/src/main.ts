import './app.css';

import { mount } from 'svelte';

import { tauri } from '$lib/backend/tauri';

// Asked for first, so that the answer comes while the screens are still being read.
const started = tauri.start();
const target = document.getElementById('app');
const { default: App } = await import('./App.svelte');
if (target) mount(App, { target, props: { backend: tauri, started } });
