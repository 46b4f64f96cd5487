import { fit, fold } from '$lib/text/fold';

import type { Block, Chapter, Inline } from '../../../build/chapters';

/** A passage of the manual: what stands under one heading. */
export interface Passage {
  chapter: Chapter;
  /** The heading in the chapter; none for its beginning. */
  heading: string | null;
  text: string;
}

/** A passage that fits, with the words around the place. */
export interface Hit extends Passage {
  excerpt: string;
}

/** Characters shown before and after the place that fits. */
const AROUND = 50;

/** The manual in passages, in its order. */
export function passages(chapters: Chapter[]): Passage[] {
  return chapters.flatMap((chapter) => {
    const found: Passage[] = [{ chapter, heading: null, text: '' }];
    for (const block of chapter.blocks) {
      if (block.kind === 'heading') found.push({ chapter, heading: block.text, text: '' });
      else {
        const last = found[found.length - 1];
        if (last) last.text = `${last.text} ${words(block)}`.trim();
      }
    }
    return found;
  });
}

/** Passages that fit, those whose heading fits first. */
export function find(all: Passage[], sought: string): Hit[] {
  return all
    .map((passage) => {
      const heading = passage.heading ?? passage.chapter.title;
      const score = Math.max(2 * fit(heading, sought), fit(`${heading} ${passage.text}`, sought));
      return { passage, score };
    })
    .filter(({ score }) => score > 0)
    .sort((one, other) => other.score - one.score)
    .map(({ passage }) => ({ ...passage, excerpt: excerpt(passage.text, sought) }));
}

/** The identifier of a heading, for its place on the page. */
export function slug(heading: string): string {
  return fold(heading)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

function words(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return block.text;
    case 'picture':
      return '';
    case 'paragraph':
    case 'note':
      return plain(block.parts);
    case 'list':
      return block.items.map(plain).join(' ');
    case 'table':
      return [block.head, ...block.rows].flat().map(plain).join(' ');
  }
}

function plain(parts: Inline[]): string {
  return parts.map((part) => ('text' in part ? part.text : plain(part.parts))).join('');
}

/** Folding keeps the length of composed text, so that places in both are the same. */
function excerpt(text: string, sought: string): string {
  const first = fold(sought.trim().split(/\s+/)[0] ?? '');
  const whole = fold(text).indexOf(fold(sought.trim()));
  const at = Math.max(0, whole >= 0 ? whole : fold(text).indexOf(first));
  const from = at <= AROUND ? 0 : text.indexOf(' ', at - AROUND) + 1;
  const to = text.indexOf(' ', at + sought.length + AROUND);
  const end = to < 0 ? text.length : to;
  return `${from > 0 ? '…' : ''}${text.slice(from, end)}${end < text.length ? '…' : ''}`;
}
