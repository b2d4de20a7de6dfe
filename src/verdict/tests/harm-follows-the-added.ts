import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'
import { heldByFew } from './few-clients-made-the-load.ts'

/** Who asked nearly as much without harm is there by chance when harm comes; who asked for little of it then is not. */
const asMuch = 0.7
const little = 0.3

/** A crawler goes round in good times too: whoever is to blame brings harm with them, and takes it away when they are gone. */
export const harmFollowsTheAdded: DiagnosticTest = {
  id: 'harm-follows-the-added',
  question: 'Did the party that asked for more do so only while there was harm?',
  dimension: 'dose-response',
  calls: (_, scene) => compared('traffic_makeup', scene),
  read([makeup], _, scene) {
    const now = numberIn(makeup, 'grown_per_min')
    const [before, after] = [numberIn(makeup, 'grown_per_min_before'), numberIn(makeup, 'grown_per_min_after')]
    if (now === null || before === null || after === null || !has(makeup, 'grown_value') || !has(makeup, 'grown_per_min')) {
      return cannotTell('nobody among those who ask grew beyond their share')
    }
    if (heldByFew(makeup)) return cannotTell('who holds what serves others needs no more requests than ever')
    if (!has(makeup, 'grown_per_min_before') || !has(makeup, 'grown_per_min_after'))
      return cannotTell('no source tells who asked')
    const who = [citeFact(makeup, 'grown_value'), 'text'] as const
    const values = { who, now: [citeFact(makeup, 'grown_per_min'), 'number'] } as const
    if (before >= asMuch * now) {
      return no(
        0.9,
        '{who} asked {now} times a minute in the bad time, and {before} times for ten minutes before it, without harm',
        {
          ...values,
          before: [citeFact(makeup, 'grown_per_min_before'), 'number']
        }
      )
    }
    // What was done about it in between may be why as much did no harm afterwards.
    const acted = scene.interventions.length > 0
    if (after >= asMuch * now && !acted) {
      return no(
        0.7,
        '{who} asked {now} times a minute in the bad time, and {after} times for ten minutes after it, without harm',
        {
          ...values,
          after: [citeFact(makeup, 'grown_per_min_after'), 'number']
        }
      )
    }
    if (Math.max(before, after) <= little * now && textIn(makeup, 'grown_value') !== null) {
      return yes(
        0.8,
        '{who} asked {now} times a minute in the bad time, and for ten minutes at a time never more than {before} before and {after} after it',
        {
          ...values,
          before: [citeFact(makeup, 'grown_per_min_before'), 'number'],
          after: [citeFact(makeup, 'grown_per_min_after'), 'number']
        }
      )
    }
    return cannotTell('{who} asked {now} times a minute in the bad time, and less before and after it', values)
  }
}
