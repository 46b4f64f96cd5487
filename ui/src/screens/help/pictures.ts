const found = import.meta.glob<string>('../../../../docs/pictures/*.png', {
  eager: true,
  query: '?url',
  import: 'default',
});

/** The address of one of the manual's pictures; none where it was not made. */
export function picture(name: string): string | undefined {
  return found[`../../../../docs/pictures/${name}`];
}
