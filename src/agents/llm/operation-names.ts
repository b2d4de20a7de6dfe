import { CallArguments } from '../../domain/index.ts'
import { closest } from '../../foundation/index.ts'
import { rowsIn } from '../../verdict/index.ts'
import type { Desk } from '../roles.ts'

export interface NamedOperation {
  readonly population: 'requests' | 'statements' | 'spans' | 'events'
  /** As tools take it: a route, a statement's fingerprint. */
  readonly operation: string
  /** As people read it: `SELECT on orders`. */
  readonly label: string
}

/** The operations of an incident, by any spelling that a model was shown. */
export interface OperationNames {
  /** By name, by label, or by a name that was cut with "…" and fits one operation only. */
  find(written: string): NamedOperation | undefined
  /** Some names to choose from, the nearest first. */
  near(written: string): readonly string[]
  readonly known: boolean
}

const offered = 6

/** Asked through the ledger, so that every run that goes the same way knows the same names. None where nothing is timed. */
export async function operationNames(desk: Desk): Promise<OperationNames> {
  if (!desk.window) return namesOf([])
  const call = { tool: 'operations', arguments: CallArguments.parse({ window: desk.window, baseline: desk.baseline }) }
  const evidence = await desk.call(call).catch(() => {
    desk.signal?.throwIfAborted()
    return undefined
  })
  return namesOf(
    rowsIn(evidence).flatMap((row): NamedOperation[] => {
      const [population, operation] = [row.text('population'), row.text('operation')]
      if (!isPopulation(population) || operation === null) return []
      return [{ population, operation, label: row.text('label') ?? operation }]
    })
  )
}

export function namesOf(all: readonly NamedOperation[]): OperationNames {
  const only = (fits: (one: NamedOperation) => boolean): NamedOperation | undefined => {
    const found = all.filter(fits)
    return found.length === 1 ? found[0] : undefined
  }
  return {
    known: all.length > 0,
    find(written) {
      const text = flat(written)
      const cut = text.split(/…|\.\.\./)
      const [start = '', end = ''] = [cut[0], cut.length > 1 ? cut.at(-1) : '']
      return (
        all.find(({ operation }) => flat(operation) === text) ??
        only(({ label }) => flat(label) === text) ??
        (cut.length > 1 && start.length >= 6
          ? only(({ operation }) => flat(operation).startsWith(start) && flat(operation).endsWith(end))
          : undefined)
      )
    },
    near(written) {
      const labels = [...new Set(all.map(({ label }) => label))]
      const near = closest(written, labels)
      return [...(near === undefined ? [] : [near]), ...labels.filter((label) => label !== near)].slice(0, offered)
    }
  }
}

const flat = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ')

function isPopulation(text: string | null): text is NamedOperation['population'] {
  return text === 'requests' || text === 'statements' || text === 'spans' || text === 'events'
}
