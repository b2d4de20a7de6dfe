import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, numberIn } from '../reading.ts'

/** From a factor of 10 on a misestimate commonly picks a plan of the wrong shape (Leis et al., VLDB 2015); below 3 it seldom does. */
export const estimateMissesActual: DiagnosticTest = {
  id: 'estimate-misses-actual',
  question: 'Do the query plans expect a very different number of rows from what came?',
  dimension: 'mechanism',
  calls: ({ population, operation }) =>
    population === 'statements' && operation ? [{ tool: 'plans', arguments: { operation } }] : [],
  read([plans]) {
    const ratio = numberIn(plans, 'worst_estimate_ratio')
    if (ratio === null || !has(plans, 'worst_estimate_ratio') || !has(plans, 'worst_node')) {
      return cannotTell('no plan with estimated and actual rows was logged')
    }
    const values = {
      node: [citeFact(plans, 'worst_node'), 'text'],
      ratio: [citeFact(plans, 'worst_estimate_ratio'), 'ratio'],
      plans: [citeFact(plans, 'plans'), 'integer']
    } as const
    const template = 'in the worst of {plans} logged plans the planner missed the rows of {node} by {ratio}'
    const miss = Math.max(ratio, ratio > 0 ? 1 / ratio : 1)
    if (miss >= 10) return yes(clearness(Math.log10(miss), 0.5, 2), template, values)
    if (miss <= 3) return no(0.5 * clearness(miss, 5, 1), template, values)
    return cannotTell(template, values)
  }
}
