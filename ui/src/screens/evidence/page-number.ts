/** The first page that a place names as it was typed, from 1: "6-9" → 6. */
export function firstPage(typed: string): number | undefined {
  const page = Number(/\d+/.exec(typed)?.[0] ?? 0);
  return page > 0 ? page : undefined;
}
