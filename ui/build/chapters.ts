// The manual as the window shows it. Only what the window can show is allowed there; anything else
// stops the build.

import { lexer, type Token, type Tokens } from 'marked';

export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong'; parts: Inline[] }
  | { kind: 'link'; chapter: string; parts: Inline[] };

export type Block =
  | { kind: 'heading'; text: string }
  | { kind: 'paragraph'; parts: Inline[] }
  | { kind: 'note'; parts: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'picture'; name: string; alt: string };

export interface Chapter {
  /** The screen that it is about, or another word; in the text an `<a id="…"></a>` above it. */
  id: string;
  title: string;
  blocks: Block[];
}

/** What stands above a chapter's heading and names it. */
const ANCHOR = /^<a id="(\w+)"><\/a>\s*$/;

/** The chapters of a manual; what comes before the first is the head of the file alone. */
export function chapters(markdown: string): Chapter[] {
  const found: Chapter[] = [];
  let anchor = '';
  for (const token of lexer(markdown.normalize('NFC'))) {
    const named = ANCHOR.exec(token.raw)?.[1];
    if (named) anchor = named;
    else if (token.type === 'heading' && token.depth === 2) {
      if (anchor === '') throw new Error(`The manual's chapter "${token.text}" has no anchor.`);
      found.push({ id: anchor, title: token.text, blocks: [] });
      anchor = '';
    } else if (token.type !== 'space') found.at(-1)?.blocks.push(block(token));
  }
  return found;
}

function block(token: Token): Block {
  switch (token.type) {
    case 'heading':
      return { kind: 'heading', text: token.text };
    case 'paragraph': {
      const [only] = token.tokens ?? [];
      if (only?.type === 'image') {
        return { kind: 'picture', name: only.href.replace('pictures/', ''), alt: only.text };
      }
      return { kind: 'paragraph', parts: inline(token.tokens) };
    }
    case 'blockquote':
      return { kind: 'note', parts: (token.tokens ?? []).flatMap((one) => inlineOf(one)) };
    case 'list': {
      const list = token as Tokens.List;
      const items = list.items.map((item) => item.tokens.flatMap((one) => inlineOf(one)));
      return { kind: 'list', ordered: list.ordered, items };
    }
    case 'table': {
      const table = token as Tokens.Table;
      const cells = (row: Tokens.TableCell[]) => row.map((cell) => inline(cell.tokens));
      return { kind: 'table', head: cells(table.header), rows: table.rows.map(cells) };
    }
    default:
      throw new Error(`The window cannot show this of the manual: ${token.raw}`);
  }
}

/** The content of a paragraph that stands inside something. */
function inlineOf(token: Token): Inline[] {
  if (token.type !== 'paragraph' && token.type !== 'text') {
    throw new Error(`The manual nests what the window cannot show: ${token.raw}`);
  }
  return inline((token as Tokens.Paragraph).tokens);
}

function inline(tokens: Token[] | undefined): Inline[] {
  return (tokens ?? []).map((token): Inline => {
    switch (token.type) {
      case 'text':
      case 'escape':
        return { kind: 'text', text: token.text.replace(/\n/g, ' ') };
      case 'codespan':
        return { kind: 'code', text: token.text };
      case 'strong':
        return { kind: 'strong', parts: inline(token.tokens) };
      case 'link':
        return { kind: 'link', chapter: token.href.replace('#', ''), parts: inline(token.tokens) };
      default:
        throw new Error(`The window cannot show this of the manual: ${token.raw}`);
    }
  });
}
