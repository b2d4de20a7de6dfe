import { once } from 'node:events'
import { writeSync } from 'node:fs'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { memoryMark } from './protocol.ts'

const Watch = z.object({ processBytes: z.number(), parent: z.int() })
type Watch = z.infer<typeof Watch>

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
  const watch = Watch.parse(workerData)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window's
  parentPort?.postMessage('watching')
  setInterval(() => {
    look(watch)
  }, everyMs)
}
