import type { Served } from '../../world/served.ts'
import type { EmitContext } from '../emitter.ts'

/** Something the application logged, before a format is chosen. */
export interface ApplicationEvent {
  readonly at: number
  readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
  /** Short class name, to which the format adds its package, or a whole name with dots in it. */
  readonly logger: string
  readonly thread: string
  readonly instance: string
  readonly message: string
  readonly trace: readonly string[]
  readonly request: Served | null
}

/** What a connection pool knows of itself. */
export interface PoolFigures {
  readonly total: number
  readonly active: number
  readonly idle: number
  readonly waiting: number
}

/** The pool's figures at that moment. */
export function poolFigures({ world }: EmitContext, instance: string, at: number): PoolFigures {
  const series = world.run.resources[`pool@${instance}`]?.series
  const minute = Math.min(Math.floor(at / world.run.intervalMs), (series?.limit.length ?? 1) - 1)
  const figure = (of: readonly number[] | undefined): number => Math.round(of?.[minute] ?? 0)
  const [total, active, waiting] = [figure(series?.limit), figure(series?.holders), figure(series?.waiters)]
  return { total, active, idle: Math.max(0, total - active), waiting }
}

/** `slot-search` → `SlotSearch` */
export function classNameOf(id: string): string {
  return id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}

/** `SlotSearch` → `slot_search` */
export function snakeCaseOf(className: string): string {
  return className.replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, '_').toLowerCase()
}
