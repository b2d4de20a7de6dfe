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
  const { promise, resolve, reject } = withResolvers<Loaded>()
  const onAbort = (): void => reject(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
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
  try {
    return await promise
  } finally {
    signal?.removeEventListener('abort', onAbort)
    await thread.terminate()
  }
}

function withResolvers<T>(): {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: unknown) => void
} {
  let [resolve, reject]: [(value: T) => void, (reason: unknown) => void] = [() => undefined, () => undefined]
  const promise = new Promise<T>((fulfil, refuse) => {
    resolve = fulfil
    reject = refuse
  })
  return { promise, resolve, reject }
}
