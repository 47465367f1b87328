import { Worker } from 'node:worker_threads';
import type { RenderReport, RenderTask } from './render-worker.ts';

const MAXIMUM_WORKERS = 2;

interface Job {
  task: RenderTask;
  isWanted: () => boolean;
  onReport: (report: RenderReport) => void;
}

/** Draws off the main thread, two pictures at a time, so that the service keeps answering. */
export class RenderPool {
  readonly #queue: Job[] = [];
  readonly #idle: Worker[] = [];
  readonly #workers = new Set<Worker>();

  /** `isWanted` is asked before the work starts: canceled pictures are never drawn. */
  add(job: Job): void {
    this.#queue.push(job);
    this.#next();
  }

  async close(): Promise<void> {
    this.#queue.length = 0;
    await Promise.all([...this.#workers].map((worker) => worker.terminate()));
  }

  #next(): void {
    while (this.#queue[0] && !this.#queue[0].isWanted()) this.#queue.shift();
    if (!this.#queue[0]) return;
    const worker = this.#idle.pop() ?? (this.#workers.size < MAXIMUM_WORKERS ? this.#start() : null);
    if (!worker) return;
    const job = this.#queue.shift();
    if (job) this.#run(worker, job);
    this.#next();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./render-worker.ts', import.meta.url), { execArgv: [] });
    this.#workers.add(worker);
    worker.once('exit', () => this.#workers.delete(worker));
    return worker;
  }

  #run(worker: Worker, job: Job): void {
    const finish = (report: RenderReport) => {
      worker.off('message', receive).off('error', fail).unref();
      job.onReport(report);
    };
    const receive = (report: RenderReport) => {
      if (report.kind === 'progress') return job.onReport(report);
      finish(report);
      this.#idle.push(worker);
      this.#next();
    };
    const fail = (error: unknown) => {
      finish({ kind: 'failed', message: String(error) });
      this.#workers.delete(worker);
      this.#next();
    };
    worker.on('message', receive).on('error', fail).ref();
    worker.postMessage(job.task);
  }
}
