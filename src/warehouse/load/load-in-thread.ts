import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { InquestError } from '../../foundation/index.ts'
import type { LoadOptions } from './load-file.ts'
import type { Loaded } from './load-folder.ts'
import type { LoadingOrder, LoadingReport } from './loading-thread.ts'

/** The entry has the extension of this file: `.js` as built, `.ts` as tested. */
const entry = new URL(`./loading-thread${extname(import.meta.url)}`, import.meta.url)

/** What is read of a batch of lines dies when it is written: with more room for it, less is copied. */
const youngMb = 96

/** As `loadFolder`, in a thread of its own: this one may load what comes next meanwhile, and hears at once that it is to stop. */
export async function loadInThread(folder: string, file: string, { signal, onFile }: LoadOptions): Promise<Loaded> {
  signal?.throwIfAborted()
  const workerData: LoadingOrder = { folder, file }
  const thread = new Worker(entry, { workerData, resourceLimits: { maxYoungGenerationSizeMb: youngMb } })
  const ended = new AbortController()
  try {
    return await new Promise<Loaded>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: ended.signal })
      thread.on('message', (report: LoadingReport) => {
        if (report.kind === 'file') onFile?.(report.path)
        else if (report.kind === 'loaded') resolve(report.loaded)
        else {
          const { code, message, nextStep, details, cause } = report.failure
          reject(new InquestError(code, message, nextStep, { details, cause }))
        }
      })
      thread.once('error', reject)
      thread.once('exit', (code) => reject(new Error(`the thread that reads materials ended with ${code}`)))
    })
  } finally {
    ended.abort()
    await thread.terminate()
  }
}
