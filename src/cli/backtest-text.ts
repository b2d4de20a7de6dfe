import type { OtherBacktests } from '../practise.ts'
import { table, wrap } from './wrap.ts'

/** Detectors on other materials, those that wake somebody first. */
export function backtestText({ hours, detectors }: OtherBacktests, width: number): string {
  const order = { page: 0, ticket: 1, log: 2 }
  const rows = [...detectors]
    .sort((a, b) => order[a.detector.severity] - order[b.detector.severity])
    .map(({ detector, firings, firstFiringAt }) => [
      detector.id,
      detector.severity,
      firings === null ? 'not measured' : String(firings),
      firstFiringAt === null ? '' : firstFiringAt.slice(11, 16),
      detector.title
    ])
  const pages = detectors.filter(({ detector }) => detector.severity === 'page')
  const fired = pages.reduce((sum, { firings }) => sum + (firings ?? 0), 0)
  const said =
    `${fired === 0 ? 'Nobody would have been woken' : `Somebody would have been woken ${fired} times`} in ${hours.toFixed(1)} hours.` +
    (hours < 24
      ? ' That is less than a day: no number of false alarms a day follows from it.'
      : ` That is ${((fired * 24) / hours).toFixed(2)} pages a day.`)
  return `${wrap(said, width)}\n\n${table(['', 'TELLS', 'FIRINGS', 'FIRST', 'DETECTOR'], rows, width)}`
}
