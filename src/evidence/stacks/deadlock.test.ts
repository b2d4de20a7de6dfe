import { expect, it } from 'vitest'
import { deadlockIn } from './deadlock.ts'
import type { Stack } from './read-stacks.ts'

const stack = (frame: string, more: Partial<Stack>): Stack => ({
  time: '2031-04-07T09:00:00.000Z',
  instance: null,
  pool: 'worker',
  doing: 'lock',
  frame,
  waitsFor: null,
  holds: [],
  source: 'S1',
  line: 1,
  ...more
})

it('finds threads of which each waits for what another holds', () => {
  const found = deadlockIn([
    stack('Till.close', { waitsFor: 'a', holds: ['b'] }),
    stack('Drawer.open', { waitsFor: 'b', holds: ['a'] }),
    stack('Till.close', { waitsFor: 'a' })
  ])
  expect([found?.threads.length, found?.frames]).toEqual([2, ['Till.close', 'Drawer.open']])
})

it('finds none where who holds the lock is at work', () => {
  const queue = Array.from({ length: 5 }, () => stack('Till.close', { waitsFor: 'a' }))
  expect(deadlockIn([...queue, stack('Report.run', { doing: 'working', holds: ['a'] })])).toBeNull()
  expect(deadlockIn([...queue, stack('Report.run', { doing: 'answer', holds: ['a'] })])).toBeNull()
})

it('without holders takes a dump for one in which nobody is at work', () => {
  const blocked = [stack('reload', {}), stack('get', {}), stack('get', { pool: 'refresher' })]
  expect(deadlockIn(blocked)?.threads).toHaveLength(3)
  expect(deadlockIn([...blocked, stack('write', { doing: 'working' })])).toBeNull()
  expect(deadlockIn(blocked.slice(1))).toBeNull()
})
