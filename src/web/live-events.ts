import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Workspace } from '../workspace/index.ts'
import { liveMarkup } from './components/live.ts'
import { statusOf } from './components/run-status.ts'

/** Milliseconds between two looks at the journal: however many events come, a page changes four times a second at most. */
const everyMs = 250
/** A line that says nothing, so that a connection which nobody reads any more is noticed. */
const heartbeatMs = 15_000

/**
 * A run's changing parts as server-sent events: `parts` with those that changed since the last, `ended` when there is no
 * more to come. It reads the journal like anybody else, so that a run of a terminal can be watched as well.
 */
export function liveEvents(context: Context, workspace: Workspace, id: string, closing: AbortSignal): Response {
  return streamSSE(context, async (stream) => {
    const gone = new AbortController()
    stream.onAbort(() => gone.abort())
    try {
      await follow(stream, workspace, id, AbortSignal.any([gone.signal, closing]))
    } catch {
      // What is wrong is said by the page itself, which is loaded again.
      await stream.writeSSE({ event: 'ended', data: 'failed' })
    }
  })
}

async function follow(stream: SSEStreamingApi, workspace: Workspace, id: string, stopped: AbortSignal): Promise<void> {
  let sent: Record<string, string> = {}
  let quietSince = Date.now()
  while (!stopped.aborted) {
    const run = await workspace.open(id)
    const now = liveMarkup(run)
    const changed = Object.fromEntries(Object.entries(now).filter(([part, markup]) => sent[part] !== markup))
    if (Object.keys(changed).length > 0) {
      await stream.writeSSE({ event: 'parts', data: JSON.stringify(changed), id: String(run.watch.view.events) })
      sent = now
      quietSince = Date.now()
    } else if (Date.now() - quietSince > heartbeatMs) {
      await stream.write(': still here\n\n')
      quietSince = Date.now()
    }
    const status = statusOf(run)
    if (status === 'finished' || status === 'stopped' || status === 'planned' || status === 'failed') {
      await stream.writeSSE({ event: 'ended', data: status })
      return
    }
    await stream.sleep(everyMs)
  }
}
