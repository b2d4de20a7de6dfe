/** The thread that loads a folder: told which by `workerData`, it ends when it has said what became of it. */
import { parentPort, workerData } from 'node:worker_threads'
import { type ErrorCode, inquestErrorOf } from '../../foundation/index.ts'
import { type Loaded, loadFolder } from './load-folder.ts'

export interface LoadingOrder {
  readonly folder: string
  /** The DuckDB file to be made. */
  readonly file: string
}

export type LoadingReport =
  /** A file has been read; `path` within the folder. */
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'loaded'; readonly loaded: Loaded }
  | { readonly kind: 'failed'; readonly failure: LoadingFailure }

/** An InquestError's parts, which would not cross threads as one. */
export interface LoadingFailure {
  readonly code: ErrorCode
  readonly message: string
  readonly nextStep: string
  readonly details: Readonly<Record<string, string | number | boolean | null>>
  readonly cause: unknown
}

function report(message: LoadingReport): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, no window's
  parentPort?.postMessage(message)
}

// Made by this very process, in load-in-thread.ts.
const { folder, file }: LoadingOrder = workerData
try {
  report({ kind: 'loaded', loaded: await loadFolder(folder, file, { onFile: (path) => report({ kind: 'file', path }) }) })
} catch (thrown) {
  const { code, message, nextStep, details, cause } = inquestErrorOf(thrown)
  report({ kind: 'failed', failure: { code, message, nextStep, details, cause: cause instanceof Error ? cause : null } })
}
