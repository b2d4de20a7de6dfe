import { DateTime } from 'luxon'
import { whatWasSaid } from '../../people/said.ts'
import type { Emitter } from '../emitter.ts'

const platforms = ['X', 'FACEBOOK', 'NEXTDOOR', 'COMMUNITY CHANNELS'] as const

/** A press officer's digest: posts by platform, with clock times only, in the people's own zone. */
export const postsText: Emitter = ({ world, random, file }) => {
  const { voices, zone: serviceZone, date } = world.scenario
  const zone = file.untidy.zone ?? serviceZone
  const clock = (at: number): string => DateTime.fromMillis(world.startMs + at, { zone }).toFormat('HH:mm')
  const handle = `@${world.organisation.name.replaceAll(/[^A-Za-z]/g, '')}`
  const posts = whatWasSaid(world, 'posts').map((said) => {
    const platform = said.theme === 'official' ? 'X' : random.pick(platforms)
    const { name } = said.author
    const author =
      said.theme === 'official'
        ? handle
        : platform === 'X'
          ? `@${name.replaceAll(/[^A-Za-z]/g, '')}${random.integer(1, 99)}`
          : platform === 'NEXTDOOR'
            ? `${name} (${random.pick(voices.groups)})`
            : random.pick(voices.groups)
    const tag = platform === 'X' && said.theme !== 'official' && random.chance(0.6) ? ` #${voices.hashtag}` : ''
    const note = said.theme === 'official' ? ' (OFFICIAL)' : ''
    const likes = said.theme === 'official' ? random.integer(60, 300) : random.integer(0, 140)
    return {
      platform,
      at: said.at,
      text: `${author} - ${clock(said.at)}${note}\n"${said.text}${tag}"\nReactions: ${likes} likes, ${Math.round(likes / 4)} replies`
    }
  })
  const last = world.startMs + world.durationMs
  const head = [
    `What people are saying: ${world.scenario.service.title}`,
    `Collected ${date}, ${clock(0)} to ${DateTime.fromMillis(last, { zone }).toFormat('HH:mm')}, local time`
  ]
  const sections = platforms.flatMap((platform) => {
    const of = posts.filter((post) => post.platform === platform)
    return of.length === 0 ? [] : [`=== ${platform} ===`, ...of.map(({ text }) => text)]
  })
  return { kind: 'document', text: `${[head.join('\n'), ...sections].join('\n\n')}\n`, records: posts.length }
}
