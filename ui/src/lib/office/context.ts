import { createContext } from 'svelte';

import type { Application } from './application.svelte';

/** The program as every component beneath `App` reads it. */
export const [getApplication, setApplication] = createContext<Application>();
