import type { FilesProgress } from '$lib/backend/bindings/FilesProgress';

/** Milliseconds in which the window shows that work begins, before the computer is busy with it. */
const SHOWN = 60;

/** Work on many files while the person goes on with something else; one at a time. */
export class FilesAtWork {
  /** What is being done; none while nothing is. */
  title = $state.raw<string | null>(null);
  progress = $state.raw<FilesProgress | null>(null);
  /** The person wants it to end. */
  isStopping = $state(false);

  get busy(): boolean {
    return this.title !== null;
  }

  async run<T>(
    title: string,
    work: (onProgress: (progress: FilesProgress) => void) => Promise<T>,
  ): Promise<T> {
    [this.title, this.progress, this.isStopping] = [title, null, false];
    try {
      await new Promise((shown) => setTimeout(shown, SHOWN));
      return await work((progress) => (this.progress = progress));
    } finally {
      this.title = null;
    }
  }
}
