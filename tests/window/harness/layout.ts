/**
 * What is cut off, spills out of its box or needs scrolling sideways, one line each. Runs in the
 * page, so it refers to nothing outside itself. Text that ends in "…" on purpose is not cut.
 */
export function faultsOfLayout(): string[] {
  const found = new Set<string>();
  const SLACK = 2;
  const named = (one: Element) => {
    const classes = [...one.classList].filter((name) => !name.startsWith('svelte-')).join('.');
    const within = one.parentElement?.closest('[class]:not(html):not(body)');
    const around = [...(within?.classList ?? [])].filter((name) => !name.startsWith('svelte-'));
    return `${around.length > 0 ? `.${around.join('.')} ` : ''}${one.tagName.toLowerCase()}${classes ? `.${classes}` : ''}`;
  };
  const shown = (one: Element) => one.checkVisibility() && !one.closest('[inert]');
  /** Hidden from the eye on purpose: clipped to a point, or waiting outside the window. */
  const unseen = (one: Element) => {
    for (let at: Element | null = one; at; at = at.parentElement) {
      const { clipPath, opacity } = getComputedStyle(at);
      if (clipPath !== 'none' || opacity === '0' || at.matches('.skip')) return true;
    }
    return false;
  };
  /** What hides a part of a box that lies in an element, and how much of it: none where it can be scrolled to. */
  const hiddenBy = (box: DOMRect, from: Element): string | null => {
    let [across, down] = [true, true];
    for (let at: Element | null = from; at && (across || down); at = at.parentElement) {
      const { overflowX, overflowY, textOverflow, webkitLineClamp, position } =
        getComputedStyle(at);
      const meant = textOverflow === 'ellipsis' || !['none', ''].includes(webkitLineClamp);
      if (meant) return null;
      if (/auto|scroll/.test(overflowX)) across = false;
      if (/auto|scroll/.test(overflowY)) down = false;
      const rim = at.getBoundingClientRect();
      const clipped = at !== document.body && at !== document.documentElement;
      if (clipped && across && /hidden|clip/.test(overflowX)) {
        if (box.right > rim.right + SLACK || box.left < rim.left - SLACK) return named(at);
      }
      if (clipped && down && /hidden|clip/.test(overflowY)) {
        if (box.bottom > rim.bottom + SLACK || box.top < rim.top - SLACK) return named(at);
      }
      if (position === 'fixed') break;
    }
    if (across && (box.right > innerWidth + SLACK || box.left < -SLACK)) return 'the window';
    if (down && (box.bottom > innerHeight + SLACK || box.top < -SLACK)) return 'the window';
    return null;
  };

  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.add('the page scrolls sideways');
  const top = [...document.querySelectorAll('dialog[open]')].at(-1);
  for (const one of (top ?? document.body).querySelectorAll<HTMLElement>('*')) {
    if (!shown(one)) continue;
    const { overflowX } = getComputedStyle(one);
    if (
      /auto|scroll/.test(overflowX) &&
      one.scrollWidth > one.clientWidth + 1 &&
      one.tagName !== 'TEXTAREA'
    ) {
      found.add(`${named(one)} scrolls sideways: ${one.scrollWidth} > ${one.clientWidth}`);
    }
    const isControl = one.matches('button, input, select, textarea, a[href]');
    if (isControl && !unseen(one)) {
      const rim = hiddenBy(one.getBoundingClientRect(), one.parentElement ?? one);
      if (rim)
        found.add(
          `${named(one)} “${(one.getAttribute('aria-label') ?? one.innerText).slice(0, 40)}” is cut by ${rim}`,
        );
    }
    const select = one as HTMLSelectElement;
    if (one.tagName === 'SELECT' && one.scrollWidth > one.clientWidth + 1) {
      found.add(`${named(one)} “${select.selectedOptions[0]?.text}” is too narrow`);
    }
  }
  const walker = document.createTreeWalker(top ?? document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent || !node.textContent?.trim() || !shown(parent) || unseen(parent)) continue;
    if (parent.closest('option, script, style, svg')) continue;
    const said = node.textContent.trim().slice(0, 40);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const rim = hiddenBy(box, parent);
      if (rim) found.add(`“${said}” in ${named(parent)} is cut by ${rim}`);
      const block = parent.closest('button, td, th, label, legend, p, li, dd, dt, h1, h2, h3, div');
      const bounds = block?.getBoundingClientRect();
      const clips = block && getComputedStyle(block).overflowX !== 'visible';
      if (
        block &&
        bounds &&
        !clips &&
        (box.right > bounds.right + SLACK || box.left < bounds.left - SLACK)
      ) {
        const clamped =
          rim === null &&
          parent.closest('[class]') &&
          getComputedStyle(parent).textOverflow === 'ellipsis';
        if (!clamped) found.add(`“${said}” spills out of ${named(block)}`);
      }
    }
  }
  return [...found];
}
