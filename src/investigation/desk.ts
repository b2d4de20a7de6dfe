import type { Desk } from '../agents/index.ts'
import type { Evidence } from '../domain/index.ts'
import type { ToolCall } from '../evidence/index.ts'
import { InquestError, inquestErrorOf } from '../foundation/index.ts'
import { withoutRows } from './reused-evidence.ts'
import { framedBy, type Run } from './run.ts'

/** Who sits at a desk, and what it may spend. */
export interface Seat {
  readonly by: string
  readonly toolCalls: number
  /** Milliseconds from the start of the run after which it gets no more answers. */
  readonly untilMs: number
}

/** A desk at which every tool call is journalled, and refused when the seat's budget is spent. */
export function createDesk(run: Run, { by, toolCalls, untilMs }: Seat): Desk {
  const signal = run.signal ? { signal: run.signal } : {}
  let left = toolCalls
  const ask = async (call: ToolCall): Promise<Evidence> => {
    if (left-- <= 0) throw spent(`the budget of ${toolCalls} tool calls for ${by} is spent`)
    const began = run.clock.now()
    if (began - run.beganAt > untilMs) throw spent(`the time for ${by} is spent`)
    const evidence = await unlessAborted(run.ledger.call(call, { by, ...signal }), run.signal)
    const reused = run.state.evidence.has(evidence.id)
    const kept = reused ? withoutRows(evidence) : evidence
    run.record({ type: 'tool-called', by, evidence: kept, reused, durationMs: run.clock.now() - began })
    return evidence
  }
  return {
    incident: run.incident,
    ...framedBy(run),
    ...signal,
    failed(part, thrown) {
      const { code, message: reason } = inquestErrorOf(thrown)
      run.logger?.error({ err: thrown, task: by, part }, 'a part of a task failed')
      run.record({ type: 'task-failed', task: `${by}: ${part}`, code, reason })
    },
    async call(call) {
      run.signal?.throwIfAborted()
      try {
        return await ask(call)
      } catch (thrown) {
        // An aborted call was not refused: it is asked again when the run is resumed.
        run.signal?.throwIfAborted()
        const { code, message: reason } = inquestErrorOf(thrown)
        run.record({ type: 'tool-refused', by, tool: call.tool, code, reason })
        throw thrown
      }
    }
  }
}

/** A tool that computes cannot be stopped, but nobody needs to wait for it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason)
    signal.addEventListener('abort', abort, { once: true })
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/** The design of monitoring tries every candidate on the materials: so many seats' worth of calls. */
export const seatsOfMonitoring = 4

/** An equal part of the phase's share for each seat, so that no timing decides who is refused. */
export function seatOf(run: Run, by: string, phase: 'investigate' | 'judge', seats: number): Seat {
  const { toolCalls, wallMs, reservedShare, rounds } = run.budget
  return phase === 'investigate'
    ? { by, toolCalls: Math.floor((toolCalls * (1 - reservedShare)) / rounds / seats), untilMs: wallMs * (1 - reservedShare) }
    : { by, toolCalls: Math.floor((toolCalls * reservedShare) / seats), untilMs: wallMs }
}

function spent(reason: string): InquestError {
  return new InquestError('cannot-judge', reason, 'Narrow the window with --window, or look at fewer materials.')
}
