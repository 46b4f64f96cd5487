import './app.css';

import { mount } from 'svelte';

import { tauri } from '$lib/backend/tauri';

import App from './App.svelte';

const target = document.getElementById('app');
if (target) mount(App, { target, props: { backend: tauri } });
