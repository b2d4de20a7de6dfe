import type { Served } from '../../world/served.ts'
import type { EmitContext } from '../emitter.ts'

/** Something the application logged, before a format is chosen. */
export interface ApplicationEvent {
  readonly at: number
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
  /** Short class name; the format adds its package. */
  readonly logger: string
  readonly thread: string
  readonly instance: string
  readonly message: string
  readonly trace: readonly string[]
  readonly request: Served | null
}

/** The pool's figures at that moment, as the pool itself would print them. */
export function poolFigures({ world }: EmitContext, instance: string, at: number): string {
  const series = world.run.resources[`pool@${instance}`]?.series
  const minute = Math.min(Math.floor(at / world.run.intervalMs), (series?.limit.length ?? 1) - 1)
  const [total, active, waiting] = [series?.limit[minute] ?? 0, series?.holders[minute] ?? 0, series?.waiters[minute] ?? 0].map(
    Math.round
  )
  return `total=${total}, active=${active}, idle=${Math.max(0, (total ?? 0) - (active ?? 0))}, waiting=${waiting}`
}

/** `slot-search` → `SlotSearch` */
export function classNameOf(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
