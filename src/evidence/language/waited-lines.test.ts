import { expect, it } from 'vitest'
import { waitedLine } from './waited-lines.ts'

it.each([
  ['verify K 780 ms waited 0 ms id=7', 0, 780],
  ['completed in 812ms (queue 3400ms)', 3400, 812],
  ['waited for worker 3.2s, executed in 0.4s', 3200, 400],
  ['dequeued after 5123 ms, took 310 ms', 5123, 310],
  ['task ran 310 ms after 5123 ms in queue', 5123, 310],
  ['render 0,9 s; queue time: 12,5 s', 12_500, 900],
  ['waiting: 40 ms', 40, null]
])('%s', (text, waitMs, otherMs) => {
  expect(waitedLine(text)).toEqual({ waitMs, otherMs })
})

it.each(['no answer within 8000 ms, waiting', 'still waiting for a lock', 'took 12 ms', 'queue has 12 entries'])(
  '%s says nothing of a time that was waited',
  (text) => {
    expect(waitedLine(text)).toBeNull()
  }
)
