import { expect, it } from 'vitest'
import { speakerPlaceOf, spokenBy } from './speaker-place.ts'

const many = (make: (i: number) => string): string[] => Array.from({ length: 60 }, (_, i) => make(i))

it('finds the service and its pod where each line of several begins with them', () => {
  const lines = many((i) => `${['tide-a', 'tide-b', 'web-1'][i % 3]} ${i % 3 === 2 ? 'web' : 'tide-svc'} asked for pier ${i}`)
  const place = speakerPlaceOf(lines)
  expect(place && spokenBy(lines[0] ?? '', place)).toEqual({
    entity: 'tide-svc',
    instance: 'tide-a',
    message: 'asked for pier 0'
  })
})

it('finds a service before the level, or before a stroke and its pod', () => {
  const plain = many((i) => `${i % 2 ? 'pier-api' : 'boat-worker'} INFO asked ${i}`)
  const paired = many((i) => `${i % 2 ? 'pier-api/pod-2' : 'boat-worker/b-x'} asked ${i}`)
  const [first, second] = [speakerPlaceOf(plain), speakerPlaceOf(paired)]
  expect(first && spokenBy(plain[1] ?? '', first)).toEqual({ entity: 'pier-api', instance: null, message: 'asked 1' })
  expect(second && spokenBy(paired[0] ?? '', second)).toEqual({ entity: 'boat-worker', instance: 'b-x', message: 'asked 0' })
})

it('takes no word of a message for one who speaks', () => {
  expect(speakerPlaceOf(many((i) => `${i % 2 ? 'started' : 'stopped'} the pump ${i}`))).toBeNull()
  expect(speakerPlaceOf(many((i) => `order-${i} accepted`))).toBeNull()
})
