/** The process of one run: investigates, tells its parent how it goes, and winds down when it is told to or left alone. */
import { setMaxListeners } from 'node:events'
import { inquestErrorOf } from '../foundation/index.ts'
import { investigate } from '../inquest.ts'
import { rerun } from '../replaying.ts'
import type { RunMessage, RunRequest } from './run-process.ts'

const controller = new AbortController()
// Many questions are under way at the same time, and each listens.
setMaxListeners(0, controller.signal)
const stop = (): void => controller.abort(new DOMException('stopped', 'AbortError'))

function tell(message: RunMessage): void {
  if (process.connected) process.send?.(message)
}

// Ctrl-C reaches every process of a terminal; the parent decides, and says so.
process.on('SIGINT', () => undefined)
process.on('disconnect', stop)
process.on('message', (request: RunRequest) => {
  if (request.kind === 'stop') stop()
  else void begin(request)
})

async function begin({ folder, options, from }: Extract<RunRequest, { kind: 'begin' }>): Promise<void> {
  const watched = {
    ...options,
    signal: controller.signal,
    observer: {
      step: (text: string) => tell({ kind: 'said', text }),
      doing: (text: string) => tell({ kind: 'doing', text }),
      notice: (text: string) => tell({ kind: 'said', text })
    }
  }
  try {
    if (from && options.out !== undefined) await rerun(from.run, { ...watched, from: from.step, out: options.out })
    else await investigate(folder ?? undefined, watched)
    tell({ kind: 'ended', failure: null })
  } catch (thrown) {
    const { code, message, nextStep } = inquestErrorOf(thrown)
    tell({ kind: 'ended', failure: { code, message, nextStep } })
  }
  process.disconnect()
  process.exit(0)
}
