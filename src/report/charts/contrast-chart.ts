import type { JudgedHypothesis } from '../../domain/index.ts'
import type { ReportContext } from '../document/context.ts'
import type { Chart } from './chart.ts'

export function contrastChart(_context: ReportContext, _hypothesis: JudgedHypothesis | undefined): Chart | null {
  return null
}
