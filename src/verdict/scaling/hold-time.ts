import { citeFact } from '../../domain/index.ts'
import { cannotTell, no, type Reading, yes } from '../diagnostic-test.ts'
import { has, type Maybe, textIn } from '../reading.ts'
import { compared } from '../tests/calls.ts'
import { nothingWasShort } from './nothing-was-short.ts'
import type { ScalingPart } from './part.ts'

/** Is the resource full because more arrive (scaling may help) or because each holds it longer, or is none full (it will not)? */
export const holdTime: ScalingPart = {
  part: 'hold-time',
  weight: 1,
  calls: (_, scene) => [...compared('holders_waiters', scene), ...compared('littles_law', scene), ...compared('demand', scene)],
  read([pool, law, demand], _suspect, scene) {
    const { outcome, statement } = nothingWasShort(demand, scene) ?? reading(pool, law)
    return { answer: outcome === 'yes' ? 'against' : outcome === 'no' ? 'for' : 'cannot-tell', statement }
  }
}

function reading(pool: Maybe, law: Maybe): Reading {
  const full =
    has(pool, 'first_waiter_at') && has(pool, 'peak_waiters')
      ? ({ first: [citeFact(pool, 'first_waiter_at'), 'time'], peak: [citeFact(pool, 'peak_waiters'), 'integer'] } as const)
      : null
  const cut = limitCut(pool)
  if (cut) return cut
  if (textIn(law, 'obeys') !== 'yes') {
    return full
      ? cannotTell(
          'somebody waits from {first}, at most {peak}; why cannot be computed, because the series are not seen to obey Little’s law',
          full
        )
      : cannotTell('the series are not seen to obey Little’s law, so hold times cannot be computed from them')
  }
  const by = textIn(pool, 'explained_by')
  if (!by || by === 'cannot-tell' || !has(pool, 'hold_ratio') || !has(pool, 'arrivals_ratio')) {
    return cannotTell('no source gives arrivals and holders of a resource together')
  }
  const values = { hold: [citeFact(pool, 'hold_ratio'), 'ratio'], arrivals: [citeFact(pool, 'arrivals_ratio'), 'ratio'] } as const
  const template = 'each piece of work held the resource {hold} as long, and {arrivals} as many arrived'
  if (by === 'hold-time') return yes(1, template, values)
  if (by === 'arrivals') return no(1, template, values)
  return cannotTell(template, values)
}

/** As many came and each held as long: what was made smaller was too small, and as much as there was would have done. */
function limitCut(pool: Maybe): Reading | undefined {
  if (textIn(pool, 'explained_by') !== 'smaller-limit') return undefined
  if (!has(pool, 'limit_before') || !has(pool, 'limit_after') || !has(pool, 'arrivals_ratio')) return undefined
  return no(
    1,
    'the limit was cut from {before} to {after} while {arrivals} as many arrived: it filled because it was made smaller',
    {
      before: [citeFact(pool, 'limit_before'), 'number'],
      after: [citeFact(pool, 'limit_after'), 'number'],
      arrivals: [citeFact(pool, 'arrivals_ratio'), 'ratio']
    }
  )
}
