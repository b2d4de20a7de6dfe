import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, textIn } from '../reading.ts'
import { compared } from './calls.ts'

/**
 * Twice the attempts per intent doubles the load, which no usual headroom survives; a quarter more is people who reload a
 * page that fails, and is seen in every incident.
 */
const multiplied = 2
const reloading = 1.3

export const attemptsMultiplied: DiagnosticTest = {
  id: 'attempts-multiplied',
  question: 'Did the same things come to be asked for several times over?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('retries', scene), ...compared('demand', scene)],
  read([retries, demand]) {
    const counted = perIntent(retries)
    if (counted) return (isPaired(retries) ? byOthers(demand) : null) ?? counted
    const [before, now] = [numberIn(retries, 'attempts_per_intent_baseline'), numberIn(retries, 'attempts_per_intent_window')]
    if (before !== null && now !== null && has(retries, 'attempts_per_intent_window')) {
      const values = {
        before: [citeFact(retries, 'attempts_per_intent_baseline'), 'number'],
        now: [citeFact(retries, 'attempts_per_intent_window'), 'number']
      } as const
      const template = 'each thing was asked for {before} times in healthy time and {now} times in the window'
      const ratio = now / Math.max(1, before)
      if (ratio >= multiplied) return yes(clearness(ratio, 1.3, 2.5), template, values)
      if (ratio <= reloading) return no(clearness(ratio, 1.6, 1.1), template, values)
      return cannotTell(template, values)
    }
    const [usual, measured] = [numberIn(retries, 'retry_series_baseline'), numberIn(retries, 'retry_series_window')]
    if (usual !== null && measured !== null && has(retries, 'retry_series')) {
      const values = {
        series: [citeFact(retries, 'retry_series'), 'text'],
        before: [citeFact(retries, 'retry_series_baseline'), 'number'],
        now: [citeFact(retries, 'retry_series_window'), 'number']
      } as const
      const template = '{series} went from {before} to {now}'
      // A rate of repetitions says how many there are, not how many times the load they make.
      if (measured >= 5 * Math.max(usual, 1e-9)) return yes(0.6, template, values)
      if (measured <= 1.5 * usual) return no(0.6, template, values)
      return cannotTell(template, values)
    }
    return cannotTell('no source tells attempts from intents')
  }
}

/** Two counts set side by side: nobody says of any two attempts that they were at the same thing. */
const isPaired = (retries: Maybe): boolean => (textIn(retries, 'retry_series') ?? '').startsWith('attempts per intent (')

/** As many more clients came, and none of them asked more often: what counts of work tell is theirs, and nobody repeats himself. */
function byOthers(demand: Maybe): Reading | null {
  const [clients, each] = [numberIn(demand, 'clients_ratio'), numberIn(demand, 'requests_per_client_ratio')]
  if (clients === null || each === null || !has(demand, 'clients_ratio') || !has(demand, 'requests_per_client_ratio')) return null
  if (clients < multiplied || each > reloading) return null
  return cannotTell('there were {clients} as many clients, and each asked {each} as often', {
    clients: [citeFact(demand, 'clients_ratio'), 'ratio'],
    each: [citeFact(demand, 'requests_per_client_ratio'), 'ratio']
  })
}

/**
 * Somebody counted by himself how many attempts there were for each thing: he knows what is the same thing, which keys of
 * logs that are new with each attempt do not. Undefined where nobody did, or where his count did not multiply.
 */
function perIntent(retries: Maybe): Reading | undefined {
  if (!/(?:attempts|tries)[ _.-]per[ _.-]/i.test(textIn(retries, 'retry_series') ?? '')) return undefined
  const [usual, measured] = [numberIn(retries, 'retry_series_baseline'), numberIn(retries, 'retry_series_window')]
  if (usual === null || measured === null || !retries) return undefined
  const ratio = measured / Math.max(1, usual)
  if (ratio < multiplied) return undefined
  return yes(clearness(ratio, 1.3, 2.5), '{series} went from {before} to {now}', {
    series: [citeFact(retries, 'retry_series'), 'text'],
    before: [citeFact(retries, 'retry_series_baseline'), 'number'],
    now: [citeFact(retries, 'retry_series_window'), 'number']
  })
}
