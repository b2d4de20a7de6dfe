import type { ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { type Row, rowsIn } from '../reading.ts'
import type { Scene } from '../scene.ts'

/** Time in which a processor waits, or nothing is asked of it, is no work. */
const unworked = /io_?wait|steal|idle|limit|request|quota|throttl/i
const inPercent = /percent|pct|%/i
/** From here on whoever comes waits for the processor. */
const busy = 85
const resting = 60
/** As much more than usual is a busier day. */
const asEver = 1.3

/** Work that waits for something which is no machine's leaves the machines idle. */
export const processorsRest: DiagnosticTest = {
  id: 'processors-rest',
  question: 'Had the processors no more to do than ever, or little, while work was slow or failed?',
  dimension: 'discrimination',
  calls: () => [],
  read(_found, _hypothesis, scene) {
    const rows = processorsOf(scene).filter((row) => row.number('window_median') !== null)
    if (rows.length === 0) return cannotTell('no source measures a processor')
    const full = rows.find(isFull)
    if (full) return no(0.8, '{series} has a median of {median} and is full', said(full))
    const shared = rows.find(isPercent)
    if (shared && peakOf(shared) < resting)
      return yes(
        0.9,
        '{series}, of the processors the busiest, has a median of {median} and never comes near its end',
        said(shared)
      )
    const [most] = rows
    const isAsEver = rows.every((row) => (row.number('window_median') ?? 0) <= asEver * (row.number('baseline_median') ?? 0))
    if (most && isAsEver) return yes(0.6, '{series} has a median of {median}, no more than in healthy time', said(most))
    return cannotTell('processors had more to do than in healthy time, and were not full')
  }
}

/** The processors that are measured, the busiest first. */
const processorsOf = (scene: Scene): Row[] =>
  rowsIn(scene.evidence.onsets)
    .filter((row) => row.text('role') === 'cpu' && !unworked.test(row.text('series') ?? ''))
    .sort((a, b) => peakOf(b) - peakOf(a))

/** Has a processor come to its end, or so near that whoever comes waits for it? */
const isFull = (row: Row): boolean => row.text('saturated_at') !== null || (isPercent(row) && peakOf(row) >= busy)

/** The busiest processor that is; undefined where none is, or none is measured. */
export const fullProcessor = (scene: Scene): Row | undefined => processorsOf(scene).find(isFull)

const said = (row: Row): ValuesOf => ({ series: [row.cite('series'), 'text'], median: [row.cite('window_median'), 'number'] })

const peakOf = (row: Row): number => row.number('peak') ?? row.number('window_median') ?? 0

const isPercent = (row: Row): boolean => inPercent.test(`${row.text('series')} ${row.text('unit')}`)
