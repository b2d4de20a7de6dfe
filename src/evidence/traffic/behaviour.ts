import { grouped } from '../../foundation/index.ts'
import { medianOf } from '../statistics/index.ts'

export interface Visit {
  readonly at: number
  readonly client: string
  readonly target: string
  readonly route: string
}

/** How a group of clients behaves. Null where too few requests tell. */
export interface Behaviour {
  /** Coefficient of variation of the times between one client's requests (median over clients): 0 a clock, 1 chance, more a person. */
  readonly gapVariation: number | null
  /** Entropy of those times in bits, over classes that double: low when all are alike. */
  readonly gapEntropy: number | null
  /** Share of steps from request to request (same route) that count an id or page onwards by the commonest step. */
  readonly sequentialShare: number | null
  /** Different targets ÷ requests. */
  readonly distinctShare: number
  readonly assetShare: number
  /** Median of page numbers, offsets … that targets ask for. */
  readonly depthMedian: number | null
  readonly perClientPerMinute: number | null
}

const asset = /\.(?:css|m?js|png|jpe?g|gif|svg|ico|woff2?|ttf|map|webp|avif|mp4)(?:\?|$)/i
const depthName = /[?&](?:page|p|pg|page_?(?:no|num|number|index)|offset|start|from|skip|cursor)=(\d{1,9})(?:&|$)/i
const leastGaps = 5

export function behaviourOf(visits: readonly Visit[]): Behaviour | null {
  if (visits.length < leastGaps) return null
  const byClient = grouped(visits, ({ client }) => client)
  const pages = visits.filter(({ target }) => !asset.test(target))
  const gaps = [...byClient.values()].map((own) => own.slice(1).map(({ at }, i) => at - (own[i]?.at ?? at)))
  const depths = pages.flatMap(({ target }) => depthOf(target) ?? [])
  const spanMinutes = ((visits.at(-1)?.at ?? 0) - (visits[0]?.at ?? 0)) / 60_000
  return {
    gapVariation: medianOf(gaps.filter(({ length }) => length >= leastGaps).map(variationOf)),
    gapEntropy: entropyOf(gaps.filter(({ length }) => length >= leastGaps).flat()),
    sequentialShare: sequentialShare(pages),
    distinctShare: new Set(visits.map(({ target }) => target)).size / visits.length,
    assetShare: (visits.length - pages.length) / visits.length,
    depthMedian: medianOf(depths),
    perClientPerMinute: spanMinutes > 0 ? visits.length / byClient.size / spanMinutes : null
  }
}

/** How deep into a list a target asks. */
export function depthOf(target: string): number | null {
  const found = depthName.exec(target)?.[1]
  return found === undefined ? null : Number(found)
}

function variationOf(gaps: readonly number[]): number {
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length
  return mean > 0 ? Math.sqrt(variance) / mean : 0
}

function entropyOf(gaps: readonly number[]): number | null {
  if (gaps.length < leastGaps) return null
  const classes = new Map<number, number>()
  for (const gap of gaps) {
    const doubling = Math.round(Math.log2(Math.max(1, gap)))
    classes.set(doubling, (classes.get(doubling) ?? 0) + 1)
  }
  const shares = [...classes.values()].map((n) => n / gaps.length)
  return shares.reduce((sum, share) => sum - share * Math.log2(share), 0) + 0
}

/** Over the whole group, because sweeps are spread over many addresses. */
function sequentialShare(pages: readonly Visit[]): number | null {
  const last = new Map<string, number>()
  const steps = new Map<number, number>()
  let total = 0
  for (const { route, target } of pages) {
    const number = /(\d{1,12})(?!.*\d)/.exec(target)?.[1]
    if (number === undefined) continue
    const before = last.get(route)
    last.set(route, Number(number))
    if (before === undefined) continue
    total += 1
    const step = Number(number) - before
    if (step !== 0) steps.set(step, (steps.get(step) ?? 0) + 1)
  }
  return total < leastGaps ? null : Math.max(0, ...steps.values()) / total
}
