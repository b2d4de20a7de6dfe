import { expect, it } from 'vitest'
import type { Work } from './shared-value.ts'
import { triedAgain } from './tried-again.ts'

const work = (failed: boolean, values: Record<string, string>): Work => ({ failed, values: new Map(Object.entries(values)) })

it('finds the record that is tried again and again', () => {
  const failing = Array.from({ length: 9 }, () => work(true, { partition: '3', offset: '8812' }))
  const fine = Array.from({ length: 30 }, (_, i) => work(false, { partition: String(i % 4), offset: String(9000 + i) }))
  expect(triedAgain([...failing, ...fine])).toMatchObject({ name: 'offset', value: '8812', times: 9, share: 1 })
})

it('finds none where many records fail, each once or twice', () => {
  const failing = Array.from({ length: 20 }, (_, i) => work(true, { order_id: `A${i}`, region: '7' }))
  expect(triedAgain(failing)).toBeNull()
})

it('takes a code of a kind of line for no record', () => {
  const failing = Array.from({ length: 20 }, () => work(true, { id: '36887' }))
  const fine = Array.from({ length: 40 }, (_, i) => work(false, { id: ['7036', '4624', '4634'][i % 3] ?? '' }))
  expect([triedAgain(failing), triedAgain([...failing, ...fine])]).toEqual([null, null])
})
