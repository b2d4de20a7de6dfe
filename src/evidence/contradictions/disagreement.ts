import type { Scalar } from '../../domain/index.ts'
import type { ToolContext } from '../tool.ts'

/** One side of a disagreement: what is said, its value, and where. */
export interface Claim {
  readonly claim: string
  readonly value: Scalar
  /** Source id; the path of the brief when it is no source; null for the calendar. */
  readonly source: string | null
  readonly line: number | null
}

/** Two things that cannot both be so. */
export interface Disagreement {
  readonly kind: 'weekday' | 'time' | 'count' | 'value'
  readonly first: Claim
  readonly second: Claim
}

/** How the brief is cited: its source id when it was read as a source. */
export function briefSource({ incident }: ToolContext): string {
  const path = incident.brief?.path ?? ''
  return incident.sources.find((source) => source.path === path)?.id ?? path
}
