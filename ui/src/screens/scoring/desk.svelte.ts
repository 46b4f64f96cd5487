import { SvelteSet } from 'svelte/reactivity';

import type { Application } from '$lib/office/application.svelte';
import { ItemEditor } from '$lib/office/item-editor.svelte';
import type { OpenDossier } from '$lib/office/open-dossier.svelte';
import { scoring } from '$lib/words';

import { filterOf, isUnfinished, type Candidate, type FilterId } from './filters';
import { ItemsAhead } from './items-ahead';
import { candidates, groupsOf, matches, rows } from './rows';

/** What was shown last of a dossier, to come back to it from another screen. */
const lastShown = new WeakMap<OpenDossier, string>();

/** The scoring screen: which items are listed, which one is worked on, and going between them. */
export class ScoringDesk {
  readonly application: Application;
  readonly dossier: OpenDossier;
  editor = $state.raw<ItemEditor | null>(null);
  /** The item could not be opened. */
  failed = $state(false);
  filter = $state<FilterId>('all');
  sought = $state('');
  readonly closed = new SvelteSet<string>();
  /** The item that is asked for is to take the focus into its first field. */
  wantsFocus = $state(false);
  readonly #ahead: ItemsAhead;

  constructor(application: Application, dossier: OpenDossier) {
    this.application = application;
    this.dossier = dossier;
    this.#ahead = new ItemsAhead(dossier);
    this.wantsFocus = application.place.code !== undefined;
  }

  readonly all: Candidate[] = $derived.by(() => candidates(this.dossier.workspace));

  /** Items that are there to be filled in here: of a part that was handed out, its own. */
  readonly #own: Candidate[] = $derived.by(() => {
    const codes = this.dossier.workspace.handed?.codes;
    return this.all.filter(({ node }) => codes?.includes(node.code) ?? true);
  });

  /** The item to show: the one asked for, the one shown last, the first unfinished one. */
  readonly code: string = $derived.by(() => {
    const { screen, code } = this.application.place;
    const wanted = screen === 'scoring' ? code : undefined;
    const known = [wanted, lastShown.get(this.dossier)].find((one) => this.#find(one));
    const first = this.#own.find(isUnfinished) ?? this.#own[0] ?? this.all[0];
    return known ?? first?.node.code ?? '';
  });

  readonly current: Candidate | undefined = $derived.by(() => this.#find(this.code));
  readonly #owner = $derived.by(() => this.application.settings?.owner ?? '');

  /** Items of the filter, and the current one, which never vanishes under the hand. */
  readonly listed: Candidate[] = $derived.by(() => this.all.filter((one) => this.#lists(one)));

  readonly isFiltered = $derived.by(() => this.filter !== 'all' || this.sought.trim() !== '');

  readonly rows = $derived.by(() =>
    rows(this.dossier.workspace, {
      takes: (one) => this.#lists(one),
      isClosed: (key) => !this.isFiltered && this.closed.has(key),
    }),
  );

  readonly previous: string | undefined = $derived.by(() => this.#beside(-1));
  readonly next: string | undefined = $derived.by(() => this.#beside(1));

  /** Whether an item belongs to what is filtered and sought. */
  fits(one: Candidate): boolean {
    return filterOf(this.filter).takes(one, this.#owner) && matches(one, this.sought);
  }

  /** How many items a filter takes. */
  count(id: FilterId): number {
    const { takes } = filterOf(id);
    return this.all.filter((one) => takes(one, this.#owner)).length;
  }

  clearFilter(): void {
    this.filter = 'all';
    this.sought = '';
  }

  /** Goes to an item once this one is saved; with `focus` into its first field. */
  async go(code: string | undefined, focus: boolean): Promise<void> {
    if (code === undefined) return;
    await this.application.go({ screen: 'scoring', code });
    this.wantsFocus = focus && this.code === code;
  }

  /** Goes to the next item that is not finished, from the end on to the start. */
  async goToUnfinished(focus: boolean): Promise<void> {
    // Only what is saved counts as finished.
    await this.application.attempt(() => this.dossier.flush());
    const place = this.all.findIndex(({ node }) => node.code === this.code);
    const onwards = [...this.all.slice(place + 1), ...this.all.slice(0, place)];
    const found = onwards.find((one) => isUnfinished(one) && this.#own.includes(one));
    if (found) return this.go(found.node.code, focus);
    const { messages } = this.application;
    if (this.current && isUnfinished(this.current)) {
      messages.tell({ tone: 'ok', text: scoring.onlyThis });
      return;
    }
    messages.tell({
      tone: 'ok',
      text: scoring.allFinished,
      action: {
        label: scoring.toReview,
        run: () => void this.application.go({ screen: 'review' }),
      },
    });
  }

  /** Shows an item; the one before stays until the new one is there, and is saved first. */
  async show(code: string): Promise<void> {
    if (code === '' || (this.editor?.code === code && !this.failed)) return;
    this.failed = false;
    const item = await this.application.attempt(() => this.#ahead.item(code));
    if (this.code !== code) return;
    if (!item) {
      this.failed = true;
      return;
    }
    const before = this.editor;
    if (before && before.state !== 'saved') {
      const saved = await this.application.attempt(async () => before.save().then(() => true));
      if (this.code !== code) return;
      if (!saved) {
        this.application.place = { screen: 'scoring', code: before.code };
        return;
      }
    }
    lastShown.set(this.dossier, code);
    for (const key of groupsOf(this.dossier.workspace, code)) this.closed.delete(key);
    this.editor = new ItemEditor(this.dossier, item);
    void this.editor.follow().catch((thrown: unknown) => this.application.fail(thrown));
    this.#ahead.fetch([this.next, this.previous]);
  }

  #lists(one: Candidate): boolean {
    return one.node.code === this.code || this.fits(one);
  }

  #find(code: string | undefined): Candidate | undefined {
    return this.all.find(({ node }) => node.code === code);
  }

  #beside(step: number): string | undefined {
    const place = this.listed.findIndex(({ node }) => node.code === this.code);
    return this.listed[place + step]?.node.code;
  }
}
