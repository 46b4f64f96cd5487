import type { FilesProgress } from '$lib/backend/bindings/FilesProgress';
import type { LongWork } from '$lib/backend/bindings/LongWork';
import { evidence } from '$lib/words';

/** Milliseconds in which the window shows that work begins, before the computer is busy with it. */
const SHOWN = 60;

/** Work on many files while the person goes on with something else; one at a time. */
export class FilesAtWork {
  /** What is being done; none while nothing is. */
  title = $state.raw<string | null>(null);
  /** Which work it is, to end that one alone. */
  kind = $state.raw<LongWork>('files');
  progress = $state.raw<FilesProgress | null>(null);
  /** How far it is, in words. */
  said = $state.raw<(done: number, all: number) => string>(evidence.filesDone);
  /** The person wants it to end. */
  isStopping = $state(false);

  get busy(): boolean {
    return this.title !== null;
  }

  async run<T>(
    kind: LongWork,
    title: string,
    work: (onProgress: (progress: FilesProgress) => void) => Promise<T>,
    said: (done: number, all: number) => string = evidence.filesDone,
  ): Promise<T> {
    this.kind = kind;
    [this.title, this.progress, this.isStopping, this.said] = [title, null, false, said];
    try {
      await new Promise((shown) => setTimeout(shown, SHOWN));
      return await work((progress) => (this.progress = progress));
    } finally {
      this.title = null;
    }
  }
}
