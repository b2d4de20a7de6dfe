import { citeFact, type ValuesOf } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'

/** Signs of a program, each enough to doubt and three enough to be sure: browsers send where they came from, load pictures, pause, come again. */
export const asksUnlikePeople: DiagnosticTest = {
  id: 'asks-unlike-people',
  question: 'Do those who brought the added requests ask as no person would?',
  dimension: 'discrimination',
  calls: (_, scene) => compared('traffic_makeup', scene),
  read([makeup]) {
    if (!has(makeup, 'grown_value') || textIn(makeup, 'grown_value') === null) {
      return makeup?.status === 'found'
        ? no(0.6, 'nobody among those who ask grew beyond their share', {}, [makeup.id])
        : cannotTell('no source tells who sent the requests')
    }
    const number = (fact: string): number | null => numberIn(makeup, fact)
    const pace = (number('grown_per_client_per_min') ?? 0) / Math.max(1e-6, number('others_per_client_per_min') ?? Infinity)
    const bare = (number('grown_referrerless_share') ?? 0) - (number('referrerless_share_baseline') ?? 1)
    const kind = textIn(makeup, 'grown_agent_kind')
    const signs = [
      kind === 'bot' || kind === 'library',
      (number('declared_bots_share_window') ?? 0) - (number('declared_bots_share_baseline') ?? 0) >= 0.1,
      pace >= 10,
      // Whoever opens a page is given a session; programs ask for what lies behind it without.
      (number('grown_sessionless_share') ?? 0) - (number('sessionless_share_baseline') ?? 1) >= 0.5,
      bare >= 0.5,
      // Nearly all that they try is not right, where others know their passwords and have cards that are good.
      (number('grown_in_vain_share') ?? 0) >= 0.8 && (number('in_vain_share_baseline') ?? 1) <= 0.3,
      (number('grown_single_route_share') ?? 0) >= 0.9 && (number('others_single_route_share') ?? 1) <= 0.6,
      (number('grown_sequential_share') ?? 0) >= 0.3,
      (number('grown_gap_variation') ?? 1) <= 0.3,
      // Never the same twice, where others come back to what they want.
      (number('grown_distinct_share') ?? 0) >= 0.8 &&
        (number('grown_distinct_share') ?? 0) - (number('others_distinct_share') ?? 1) >= 0.3,
      (number('grown_assets_share') ?? 1) <= 0.01 && (number('others_assets_share') ?? 0) >= 0.1,
      // A crowd that is strewn over the world and has one make and version of browser (or handshake), which nobody had before.
      /^(?:user_agent|fingerprint)$/.test(textIn(makeup, 'grown_dimension') ?? '') &&
        (number('grown_share_baseline') ?? 1) <= 0.01 &&
        (number('grown_share') ?? 0) >= 0.3
    ].filter(Boolean).length
    const values: Record<string, ValuesOf[string]> = { who: [citeFact(makeup, 'grown_value'), 'text'] }
    let template = '{who}'
    const add = (fact: string, name: string, format: 'share' | 'number' | 'text', clause: string): void => {
      if (!has(makeup, fact)) return
      values[name] = [citeFact(makeup, fact), format]
      template += clause
    }
    add('grown_per_client_per_min', 'pace', 'number', ' asks {pace} times a minute for each client')
    add('others_per_client_per_min', 'others', 'number', ' (others {others})')
    add('grown_referrerless_share', 'bare', 'share', ', {bare} of it without saying whence')
    add('declared_bots_share_window', 'bots', 'share', '; {bots} of all requests call themselves bots')
    add('grown_in_vain_share', 'vain', 'share', ', {vain} in vain')
    if (signs >= 2) return yes(signs >= 3 ? 1 : 0.7, template, values)
    return signs === 0 ? no(0.7, template, values) : cannotTell(template, values)
  }
}
