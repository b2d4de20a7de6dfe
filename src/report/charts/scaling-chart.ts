import { formatValue, rowsOf } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'
import type { Chart } from './chart.ts'
import { capital } from '../wording/capital.ts'
import { evidenceBy, numberOf, type Row, textOf, timeOf } from './observations.ts'
import { colours, element, label } from './svg.ts'

const rowHeight = 46

/** The incident again with more of the resource, and with the cause removed: what share fails. */
export function scalingChart(context: ReportContext): Chart | null {
  const piece = evidenceBy(context, 'counterfactual')
  if (!piece || piece.facts['calibrated'] === false) return null
  const rows = rowsOf(piece).filter((row) => numberOf(row['failed_share']) !== null)
  if (rows.length < 2) return null
  return {
    id: 'counterfactual',
    title: 'The incident again, simulated: share that fails',
    description: rows.map((row) => `${nameOf(row)}: ${shareOf(row)}`).join('; ') + ` (${piece.number}).`,
    draw(width) {
      const [left, right] = [0, width - 70]
      const bars = rows.map((row, i) => {
        const y = i * rowHeight
        const share = Math.min(1, Math.max(0, numberOf(row['failed_share']) ?? 0))
        const end = left + Math.max(2, share * (right - left))
        return (
          label(left, y + 14, [nameOf(row), ...remarksOf(row)].join(', '), { fill: colours.ink }) +
          element('rect', { x: left, y: y + 20, width: right - left, height: 16, fill: colours.shade }) +
          element('rect', {
            x: left,
            y: y + 20,
            width: end - left,
            height: 16,
            fill: isRemoval(row) ? colours.green : colours.red
          }) +
          label(end + 6, y + 33, shareOf(row), { fill: colours.ink, 'font-weight': 'bold' })
        )
      })
      return { height: rows.length * rowHeight, svg: bars.join('') }
    }
  }
}

/** "as it was", "more of the resource, 5×" */
function nameOf(row: Row): string {
  const factor = numberOf(row['factor'])
  const scenario = capital(textOf(row['scenario']))
  return factor !== null && factor !== 1 && !scenario.includes('×') ? `${scenario}, ${formatValue(factor, 'ratio')}` : scenario
}

/** When it filled up, and how long requests took: nothing fails is not yet nothing waits. */
function remarksOf(row: Row): string[] {
  const [full, slowest] = [timeOf(row['saturated_at']), numberOf(row['p95_ms'])]
  return [
    ...(full === null ? [] : [`full at ${new Date(full).toISOString().slice(11, 16)}`]),
    ...(slowest === null ? [] : [`p95 ${formatValue(slowest, 'ms')}`])
  ]
}

function isRemoval(row: Row): boolean {
  return /remov|without/i.test(textOf(row['scenario']))
}

function shareOf(row: Row): string {
  return formatValue(numberOf(row['failed_share']), 'share')
}
