import { expect, it } from 'vitest'
import { columnNames } from './csv-entities.ts'

it('columns of parts are divided, and those of ranks are not: who is busiest is another one each minute', () => {
  const parts = columnNames(['cart_cpu', 'cart_latency', 'pay_cpu', 'pay_latency'], 'day')
  expect(parts.get('pay_cpu')).toEqual({ series: 'cpu', entity: 'pay' })
  const ranks = columnNames(['cpu_user', 'load1', 'top1_cpu_pct', 'top2_cpu_pct'], 'day')
  expect(ranks.get('top2_cpu_pct')).toEqual({ series: 'top2_cpu_pct', entity: null })
})

it('columns that are parts only are of what the file is named for', () => {
  expect(columnNames(['desk', 'till'], 'open_connections_by_app').get('till')).toEqual({
    series: 'open_connections',
    entity: 'till'
  })
})
