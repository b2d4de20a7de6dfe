import { expect, it } from 'vitest'
import { expiryLine } from './expiry-lines.ts'

it.each(['dropped packet 1500 > 1400 (rate-limited message, 80 since last)', 'net: 212 messages suppressed: rate-limited'])(
  '%s tells of a log that spares itself, and of no limit that was met',
  (line) => {
    expect(expiryLine(line)).toBeNull()
  }
)

it('a caller that is turned away has met one', () => {
  expect(expiryLine('call to maps.example rate-limited: limit exceeded')?.kind).toBe('rate-limited')
})
