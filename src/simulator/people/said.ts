import { en, en_GB, Faker } from '@faker-js/faker'
import type { Random } from '../../queueing/index.ts'
import { harmed, harmOf } from '../world/harm.ts'
import type { Served } from '../world/served.ts'
import type { World } from '../world/world.ts'
import { accessWords, errorWords, followUps, officialWords, paidWords, reliefWords, slowWords } from './phrases.ts'

/** Something a person said, wherever it was said. */
export interface Said {
  /** Milliseconds since the run's start. */
  readonly at: number
  readonly theme: 'slow' | 'error' | 'access' | 'paid' | 'relief' | 'official' | 'wrong-cause' | 'unrelated'
  readonly text: string
  readonly author: { readonly name: string; readonly email: string; readonly phone: string; readonly postcode: string }
}

const least = 4 * 60_000

/** Who says what, and when: most write some 10 to 30 minutes after it happened to them; some write of something else. */
export function whatWasSaid(world: World, channel: 'tickets' | 'posts'): Said[] {
  const random = world.random.fork(`said/${channel}`)
  const faker = new Faker({ locale: [en_GB, en], seed: random.integer(1, 1e9) })
  const { voices } = world.scenario
  const harm = harmOf(world)
  const wanted = voices[channel]
  const said: Said[] = []
  const say = (at: number, theme: Said['theme'], text: string): void => {
    if (at > 0 && at < world.durationMs) said.push({ at, theme, text: text.trim(), author: invent(faker) })
  }
  const fillIn = (text: string, from: number): string => speak(world, random, text, from)

  const complaints = complainants(world, random, wanted)
  for (const request of complaints) {
    const delay = least + random.logNormal(11 * 60_000, 0.55)
    const theme = themeOf(request, random)
    say(request.endedAt + delay, theme, fillIn(random.pick(words(theme)), request.at) + random.pick(followUps))
  }
  const quiet = Math.max(2, Math.round(wanted * 0.15))
  for (let i = 0; i < quiet; i++) {
    say(random.uniform() * world.durationMs, 'unrelated', random.pick(voices.unrelated))
  }
  if (harm.firstAt !== null && harm.lastAt !== null) {
    const span = harm.lastAt - harm.firstAt
    say(harm.firstAt + span * (0.35 + 0.3 * random.uniform()), 'wrong-cause', random.pick(voices.wrongCauses))
    if (channel === 'posts') {
      say(harm.firstAt + Math.min(span * 0.5, 75 * 60_000), 'official', fillIn(officialWords[0] ?? '', 0))
      say(harm.lastAt + random.integer(18, 40) * 60_000, 'official', fillIn(officialWords[1] ?? '', 0))
      for (let i = 0; i < 2; i++) say(harm.lastAt + random.integer(5, 35) * 60_000, 'relief', fillIn(random.pick(reliefWords), 0))
    } else if (voices.injection !== undefined) {
      say(harm.firstAt + span * 0.6, 'error', voices.injection)
    }
  }
  return said.sort((a, b) => a.at - b.at)
}

function complainants(world: World, random: Random, wanted: number): Served[] {
  const first = new Map<number, Served>()
  for (const request of world.requests) {
    if (harmed(request) && !first.has(request.citizen)) first.set(request.citizen, request)
  }
  return random.shuffled([...first.values()]).slice(0, wanted)
}

function themeOf({ failure, calls, route }: Served, random: Random): Said['theme'] {
  if (failure !== null && route.method === 'POST' && calls.some(({ fails }) => fails === null)) return 'paid'
  if (random.chance(0.1)) return 'access'
  if (failure === null || failure.kind === 'proxy-timeout') return random.chance(0.75) ? 'slow' : 'error'
  return random.chance(0.7) ? 'error' : 'slow'
}

function words(theme: Said['theme']): readonly string[] {
  if (theme === 'paid') return paidWords
  if (theme === 'access') return accessWords
  return theme === 'slow' ? slowWords : errorWords
}

function speak(world: World, random: Random, text: string, from: number): string {
  const { voices, from: start } = world.scenario
  const [hours = 0, minutes = 0] = start.split(':').map(Number)
  const clock = new Date(((hours * 60 + minutes) * 60 + from / 1000) * 1000).toISOString().slice(11, 16)
  return text
    .replaceAll('{task}', voices.task)
    .replaceAll('{page}', voices.page)
    .replaceAll('{reason}', random.pick(voices.reasons))
    .replaceAll('{minutes}', String(random.integer(3, 25)))
    .replaceAll('{attempts}', random.pick(['three', 'four', 'five', 'about ten']))
    .replaceAll('{age}', String(random.integer(71, 88)))
    .replaceAll('{clock}', clock)
}

function invent(faker: Faker): Said['author'] {
  const [first, last] = [faker.person.firstName(), faker.person.lastName()]
  return {
    name: `${first} ${last}`,
    email: `${first}.${last}@example.${faker.helpers.arrayElement(['com', 'org', 'net'])}`
      .toLowerCase()
      .replaceAll(/[^a-z0-9.@]/g, ''),
    // Ofcom keeps these numbers for drama.
    phone: `07700 900${String(faker.number.int({ min: 0, max: 999 })).padStart(3, '0')}`,
    postcode: `ZZ${faker.number.int({ min: 1, max: 19 })} ${faker.number.int({ min: 1, max: 9 })}${faker.string.alpha({ length: 2, casing: 'upper', exclude: ['C', 'I', 'K', 'M', 'O', 'V'] })}`
  }
}
