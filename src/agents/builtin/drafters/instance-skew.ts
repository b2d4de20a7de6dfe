import { state } from '../../../domain/index.ts'
import { departingRow } from '../../../verdict/index.ts'
import { draft } from '../draft.ts'
import type { Drafter } from './drafter.ts'

export const draftInstanceSkew: Drafter = (skew) => {
  const row = departingRow(skew)
  if (!row) return []
  const statement = state('on {instance} {measure} is {value}, on its peers {peers}', {
    instance: [row.cite('instance'), 'text'],
    measure: [row.cite('measure'), 'text'],
    value: [row.cite('value'), 'number'],
    peers: [row.cite('peers_value'), 'number']
  })
  return [draft('instance-departs', 'cause', statement, { entity: row.text('instance') })]
}
