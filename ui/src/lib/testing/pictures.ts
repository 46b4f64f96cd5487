/** Addresses of pictures that were made and not let go of; jsdom makes none itself. */
export const live = new Set<string>();
let made = 0;

/** Counts addresses of pictures from here on. */
export function countPictures(): void {
  live.clear();
  URL.createObjectURL = () => {
    const url = `blob:${++made}`;
    live.add(url);
    return url;
  };
  URL.revokeObjectURL = (url) => void live.delete(url);
}
