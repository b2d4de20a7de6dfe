import { at, wobble } from './made-incident.ts'

/** What is wrong in a made system of services, from 08:30 on. */
export interface MadeFault {
  /** Own time that a call of the service takes more, ms. */
  readonly slower?: Readonly<Record<string, number>>
  /** Time that a call to the service takes more on its way, ms. */
  readonly way?: Readonly<Record<string, number>>
  /** Share of its calls that the service fails by itself. */
  readonly fails?: Readonly<Record<string, number>>
  /** How often one run of a service calls another, instead of once. */
  readonly calls?: Readonly<Record<string, Readonly<Record<string, number>>>>
  /** What is added to a gauge of a service (`cpu_percent`, `memory_mb`, `tcp_retransmits`). */
  readonly gauges?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

/** Who calls whom, and own time of a call, ms: `web` calls `cart` and `search`, both call what stands behind. */
const graph: Readonly<Record<string, { readonly own: number; readonly calls: readonly string[] }>> = {
  web: { own: 5, calls: ['cart', 'search'] },
  cart: { own: 8, calls: ['stock'] },
  search: { own: 12, calls: [] },
  stock: { own: 6, calls: [] }
}

const start = Date.parse(at('08:00'))
const minutes = 50

/** Traces, metrics and error lines of four services, from 08:00 to 08:50; callers write a span for a call beside the callee's. */
export function madeCallGraph(fault: MadeFault): Readonly<Record<'traces.jsonl' | 'metrics.csv' | 'app.jsonl', string>> {
  const spans: string[] = []
  const lines: string[] = []
  const took = new Map<string, { ms: number; failed: number; n: number }>()
  for (let i = 0; i < minutes * 6; i += 1) {
    const trouble = i >= 180
    const begin = start + i * 10_000
    let made = 0
    const run = (service: string, parent: string | null, from: number): { ms: number; failed: boolean } => {
      const id = `t${i}s${made++}`
      const { own, calls } = graph[service] ?? { own: 1, calls: [] }
      let clock = from + (own + (trouble ? (fault.slower?.[service] ?? 0) : 0)) * wobble(i + made)
      // Five of seven, so that failing neither stops nor is total.
      const fails = trouble && (i * 5) % 7 < 7 * (fault.fails?.[service] ?? 0)
      let failed = fails
      const each = (callee: string): number => (trouble ? (fault.calls?.[service]?.[callee] ?? 1) : 1)
      for (const callee of calls.flatMap((one) => Array.from({ length: each(one) }, () => one))) {
        const client = `t${i}s${made++}`
        const way = 1 + (trouble ? (fault.way?.[callee] ?? 0) : 0)
        const answer = run(callee, client, clock + way / 2)
        write(client, id, service, `call ${callee}`, clock, answer.ms + way, answer.failed)
        clock += answer.ms + way
        if (answer.failed && !failed) lines.push(line(begin + clock, service, `${callee} answered 500`))
        failed ||= answer.failed
      }
      if (fails) lines.push(line(begin + clock, service, 'NullPointerException: no price'))
      write(id, parent, service, `${service} work`, from, clock - from, failed)
      const key = `${service} ${Math.floor(i / 6)}`
      const sums = took.get(key) ?? { ms: 0, failed: 0, n: 0 }
      took.set(key, { ms: sums.ms + clock - from, failed: sums.failed + Number(failed), n: sums.n + 1 })
      return { ms: clock - from, failed }
    }
    const write = (
      id: string,
      parent: string | null,
      service: string,
      name: string,
      from: number,
      ms: number,
      failed: boolean
    ): void => {
      const start_time = new Date(begin + from).toISOString()
      spans.push(
        JSON.stringify({
          trace_id: `t${i}`,
          span_id: id,
          parent_id: parent,
          service,
          operation: name,
          start_time,
          duration_ms: ms,
          error: failed
        })
      )
    }
    run('web', null, 0)
  }
  return {
    'traces.jsonl': spans.join('\n'),
    'metrics.csv': metrics(took, fault),
    'app.jsonl': [line(start, 'web', 'started', 'info'), ...lines].join('\n')
  }
}

const line = (time: number, service: string, message: string, level = 'error'): string =>
  JSON.stringify({ time: new Date(time).toISOString(), service, level, message })

function metrics(took: ReadonlyMap<string, { ms: number; failed: number; n: number }>, fault: MadeFault): string {
  const rows = Array.from({ length: minutes }, (_, minute) =>
    Object.keys(graph).map((service) => {
      const { ms, failed, n } = took.get(`${service} ${minute}`) ?? { ms: 0, failed: 0, n: 1 }
      const more = (name: string): number => (minute >= 30 ? (fault.gauges?.[service]?.[name] ?? 0) : 0)
      const cells = [
        20 * wobble(minute) + more('cpu_percent'),
        300 * wobble(minute, 0.03) + more('memory_mb'),
        0.2 * wobble(minute) + more('tcp_retransmits'),
        ms / n,
        failed,
        60
      ]
      return [new Date(start + minute * 60_000).toISOString(), service, ...cells.map((cell) => cell.toFixed(2))].join(',')
    })
  )
  return ['timestamp,service,cpu_percent,memory_mb,tcp_retransmits,latency_ms,errors,requests', ...rows.flat()].join('\n')
}
