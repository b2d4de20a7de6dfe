import { setMaxListeners } from 'node:events'

/** Ctrl-C and SIGTERM as an abort: what runs winds down and says so; a second Ctrl-C ends at once. */
export interface Interruption extends Disposable {
  readonly signal: AbortSignal
  /** 130 for Ctrl-C, 143 for SIGTERM; null when there was neither. */
  readonly exitStatus: number | null
}

export function listenForInterruption(): Interruption {
  const controller = new AbortController()
  // Many questions are under way at the same time, and each listens.
  setMaxListeners(0, controller.signal)
  let exitStatus: number | null = null
  const interrupt = (status: number) => (): void => {
    if (exitStatus !== null) process.exit(status)
    exitStatus = status
    controller.abort(new DOMException('interrupted', 'AbortError'))
  }
  const onInt = interrupt(130)
  const onTerm = interrupt(143)
  process.on('SIGINT', onInt).on('SIGTERM', onTerm)
  return {
    signal: controller.signal,
    get exitStatus() {
      return exitStatus
    },
    [Symbol.dispose]() {
      process.off('SIGINT', onInt).off('SIGTERM', onTerm)
    }
  }
}
