import { expect, it } from 'vitest'
import { createTimeFinder } from '../time/find-time.ts'
import { timeLedHeadOf } from './time-led-line.ts'

it('takes the sign of a script for a level', () => {
  const levelOf = (line: string) => timeLedHeadOf(line, createTimeFinder())?.level
  expect(levelOf('[ok] Mon Apr  7 09:00:45 loans: 65 rows in 2.8s')).toBe('INFO')
  expect(levelOf('[??] Mon Apr  7 09:01:45 loans: 3 rows rejected')).toBe('WARN')
  expect(levelOf('[!!] Mon Apr  7 09:02:45 loans: timed out')).toBe('ERROR')
  expect(levelOf('[7] Mon Apr  7 09:02:45 loans: timed out')).toBeUndefined()
})
