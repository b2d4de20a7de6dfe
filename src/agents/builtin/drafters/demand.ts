import { citeFact, state, type ValuesOf } from '../../../domain/index.ts'
import { has, textIn } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftDemand: Drafter = (demand) => {
  if (!has(demand, 'load_peak') || !has(demand, 'load_series')) return []
  const values: ValuesOf = {
    series: [citeFact(demand, 'load_series'), 'text'],
    peak: [citeFact(demand, 'load_peak'), 'number']
  }
  let template = '{series} peaked at {peak}'
  const add = (fact: string, name: string, format: 'time' | 'number' | 'ratio', clause: string): void => {
    if (!has(demand, fact)) return
    values[name] = [citeFact(demand, fact), format]
    template += clause
  }
  add('load_peak_at', 'at', 'time', ' ({at})')
  add('load_ratio', 'ratio', 'ratio', ', {ratio} the healthy load')
  add('load_after_recovery', 'after', 'number', '; after recovery the service carried {after}')
  return [draft('load', 'context', state(template, values), { series: textIn(demand, 'load_series') })]
}
