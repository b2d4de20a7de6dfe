import type { ReportContext } from '../document/context.ts'
import type { Chart } from './chart.ts'

export function scalingChart(_context: ReportContext): Chart | null {
  return null
}
