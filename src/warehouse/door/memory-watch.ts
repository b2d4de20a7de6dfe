import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { memoryMark } from './protocol.ts'

interface Watch {
  readonly processBytes: number
  /** Process id. */
  readonly parent: number
}

/** Reaction time to a runaway allocation: at 2 GB/s of page faults, 40 MB of overshoot. */
const everyMs = 20

/**
 * Ends this process when its resident memory passes the limit, or its parent is gone. Runs in a thread of its own, because
 * the main thread may be busy turning a huge value into a result. Resolves when it watches.
 */
export async function startMemoryWatch(processBytes: number): Promise<void> {
  const watch: Watch = { processBytes, parent: process.ppid }
  const thread = new Worker(new URL(import.meta.url), { workerData: watch })
  await once(thread, 'message')
  thread.unref()
}

function look({ processBytes, parent }: Watch): void {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  if (process.memoryUsage.rss() <= processBytes) return
  writeSync(2, memoryMark)
  process.kill(process.pid, 'SIGKILL')
}

if (!isMainThread) {
  // Made a few lines above by this very process; a schema library would take as long to load as the thread itself.
  const watch: Watch = workerData
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window's
  parentPort?.postMessage('watching')
  setInterval(() => {
    look(watch)
  }, everyMs)
}
