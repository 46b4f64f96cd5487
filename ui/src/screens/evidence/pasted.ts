/** The picture that is pasted; none where text is pasted into a field, or no picture at all. */
export function pastedPicture({ target, clipboardData }: ClipboardEvent): File | null {
  if (!clipboardData) return null;
  const isField = target instanceof Element && target.closest('input, textarea') !== null;
  if (isField && clipboardData.getData('text/plain') !== '') return null;
  return [...clipboardData.files].find(({ type }) => type.startsWith('image/')) ?? null;
}
