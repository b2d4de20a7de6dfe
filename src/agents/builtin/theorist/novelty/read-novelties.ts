import { type CauseCategory, type Evidence, wordsApart } from '../../../../domain/index.ts'
import { type Row, rowsIn } from '../../../../verdict/index.ts'
import { signs } from './signs.ts'

/** A class of which something that is new speaks. */
export interface Told {
  readonly category: CauseCategory
  /** How much of what is new speaks of it, and how plainly. */
  readonly score: number
  /** What speaks of it most. */
  readonly row: Row
}

const plainly = 1
const faintly = 0.35
/** What somebody says is a hint, and what was changed has its own judges. */
const ofKind: Readonly<Record<string, number>> = { line: 1, value: 0.7, alert: 0.5, change: 0.5, said: 0.4, series: 1.2 }
/** What was said once, and what came a thousand times, on one scale. */
const weightOf = (row: Row): number => 1 + Math.min(3, Math.log10(Math.max(1, row.number('count') ?? 1)))

/** What is so large as never before tells by what it counts. */
const counts: Readonly<Record<string, CauseCategory>> = {
  calls: 'query-amplification',
  misses: 'cache-failure',
  attempts: 'retry-storm',
  data: 'data-defect'
}

/** What is felt of harm and what is asked are no sign of either. */
const felt = /^(?:latency|errors|success|load|limit)$/

/** A series that counts what classes are told by (evictions, retransmissions, waits for locks) and left its healthy range beyond what load explains. */
const isNewSeries = (row: Row): boolean =>
  !felt.test(row.text('role') ?? '') &&
  row.text('direction') === 'up' &&
  (row.text('beyond_load_onset') ?? (row.number('load_explained') === null ? row.text('onset') : null)) !== null

/** Classes that what is new speaks of, by how much of it does and how plainly; the most first. One who says much says it once. */
export function readNovelties(novelties: Evidence | undefined, onsets?: Evidence): Told[] {
  const rows = [...rowsIn(novelties), ...rowsIn(onsets).filter(isNewSeries)]
  return signs
    .flatMap(({ category, plain, faint }): Told[] => {
      const speaking = rows.flatMap((row) => {
        if (row.text('kind') === 'quantity')
          return counts[row.text('what')?.split(':')[0] ?? ''] === category ? [{ row, worth: weightOf(row) }] : []
        const text = wordsApart(`${row.text('who') ?? ''}: ${row.text('what') ?? row.text('series') ?? ''}`)
        const clear = plain.test(text) ? plainly : faint?.test(text) ? faintly : 0
        return clear === 0 ? [] : [{ row, worth: clear * (ofKind[row.text('kind') ?? 'series'] ?? 0) * weightOf(row) }]
      })
      const [most, ...others] = speaking.sort((a, b) => b.worth - a.worth)
      if (!most) return []
      const more = others.slice(0, 4).reduce((sum, { worth }) => sum + worth / 4, 0)
      return [{ category, score: most.worth + more, row: most.row }]
    })
    .sort((a, b) => b.score - a.score)
}
