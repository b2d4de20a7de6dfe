import type { ReportContext } from '../document/context.ts'
import type { Chart } from './chart.ts'

export function incidentChart(_context: ReportContext): Chart | null {
  return null
}
