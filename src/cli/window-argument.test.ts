import { describe, expect, it } from 'vitest'
import { windowArgument } from './window-argument.ts'

describe('--window', () => {
  it.each([
    ['2031-04-07T09:00/2031-04-07T10:30', '2031-04-07T09:00:00.000Z', '2031-04-07T10:30:00.000Z'],
    ['2031-04-07 09:00:05 / 2031-04-07 09:00:06.5', '2031-04-07T09:00:05.000Z', '2031-04-07T09:00:06.500Z'],
    ['2031-04-07T09:00+02:00/2031-04-07T09:00Z', '2031-04-07T07:00:00.000Z', '2031-04-07T09:00:00.000Z']
  ])('%s', (text, from, to) => {
    expect(windowArgument(text)).toEqual({ from, to })
  })

  it.each(['2031-04-07', '2031-04-07T09:00', '2031-13-07T09:00/2031-04-07T10:00', '/', 'a/b/c'])('refuses %s', (text) => {
    expect(() => windowArgument(text)).toThrow('is not FROM/TO')
  })

  it('refuses a window that ends before it begins', () => {
    expect(() => windowArgument('2031-04-07T10:00/2031-04-07T10:00')).toThrow('ends before it begins')
  })
})
