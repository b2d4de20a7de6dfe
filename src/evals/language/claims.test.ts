import { describe, expect, it } from 'vitest'
import { claims, claimsInOtherWords, convicts } from './claims.ts'
import { blamesEffect } from './reversed.ts'

describe('a claim', () => {
  it.each([
    ['Raising the pool to 20 resolved it.', true],
    ['The change to twenty connections at 13:00 ended the incident.', true],
    ['Since there are 20 everything has been fine.', true],
    ['The pool was raised to 20, but recovery came with the statistics four minutes later.', false],
    ['Twenty did not resolve it.', false]
  ])('that a larger pool ended it is made by "%s": %s', (text, made) => {
    expect(claims(text, 'raising the pool to 20 resolved it')).toBe(made)
  })
  it.each([
    ['Visitors exceed connections, and they always will.', true],
    ['The bills brought more people than the database could bear.', true],
    ['No more people came than on other days.', false]
  ])('that demand was too high is made by "%s": %s', (text, made) => {
    expect(claimsInOtherWords(text, 'demand exceeded the capacity')).toBe(made)
  })
  it.each([
    ['Release 5.9.0 filled the disk.', true],
    ['Release 5.9.0 must have a hand in it.', true],
    ['Release 5.9.0 merely sorts a list and has nothing to do with it.', false],
    ['The team suspected release 5.9.0.', false]
  ])('that a release did it is made by "%s": %s', (text, made) => {
    expect(convicts(text, '5.9.0')).toBe(made)
  })
})

describe('cause and effect', () => {
  const isSearch = (text: string): boolean => /\bsearch/.test(text)
  it.each([
    ['Once the pool was empty, every search took half a minute.', true],
    ['An exhausted pool stretches each search to tens of seconds.', true],
    ['First the connections were gone; after that the searches became slow.', true],
    ['All processes were full; that slowed every search to seconds.', true],
    ['Once slow searches had taken all connections, other requests failed.', false],
    ['When the pool was empty, bookings failed.', false],
    ['Searches were slow when nobody was waiting.', false]
  ])('are the wrong way round in "%s": %s', (text, reversed) => {
    expect(blamesEffect(text, isSearch)).toBe(reversed)
  })
})
