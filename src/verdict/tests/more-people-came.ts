import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, type Reading, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, textIn } from '../reading.ts'
import { attemptsMultiplied } from './attempts-multiplied.ts'
import { compared } from './calls.ts'
import { fewClientsMadeTheLoad } from './few-clients-made-the-load.ts'

/** A third more clients is a crowd that one notices; a twentieth is the hour of the day. */
const crowd = 1.3
const same = 1.05

/**
 * Load also rises because programs ask, because what fails is asked for again, and because services ask each other more
 * often. It is demand only where those who want something are seen to be more.
 */
export const morePeopleCame: DiagnosticTest = {
  id: 'more-people-came',
  question: 'Were there more people, rather than more requests by the same, by programs or by services among themselves?',
  dimension: 'mechanism',
  calls: (_, scene) => [...compared('demand', scene), ...compared('traffic_makeup', scene), ...compared('retries', scene)],
  read([demand, makeup, retries], hypothesis, scene) {
    for (const [test, found] of [
      [fewClientsMadeTheLoad, [makeup]],
      [attemptsMultiplied, [retries, demand]]
    ] as const) {
      const other = test.read(found, hypothesis, scene)
      if (other.outcome === 'yes' && other.strength >= 0.3) return { ...other, outcome: 'no' }
    }
    return (
      byClients(demand) ??
      byPeopleSeries(demand) ??
      bySpread(makeup, retries) ??
      cannotTell('no source tells how many people asked')
    )
  }
}

/** Too few requests are logged to count clients by the minute, and yet none grew beyond its share nor asked again. */
function bySpread(makeup: Maybe, retries: Maybe): Reading | null {
  const [rise, attempts] = [numberIn(makeup, 'rate_ratio'), numberIn(retries, 'attempts_per_intent_window')]
  if (rise === null || attempts === null || textIn(makeup, 'grown_value') !== null || !has(makeup, 'rate_ratio')) return null
  if (rise < crowd || attempts > crowd || !has(retries, 'attempts_per_intent_window')) return null
  return yes(
    0.6,
    'requests rose to {rise} the healthy rate, no client, network or agent grew beyond its share, and each thing was asked for {attempts} times',
    { rise: [citeFact(makeup, 'rate_ratio'), 'ratio'], attempts: [citeFact(retries, 'attempts_per_intent_window'), 'number'] }
  )
}

function byClients(demand: Maybe): Reading | null {
  const [clients, each] = [numberIn(demand, 'clients_ratio'), numberIn(demand, 'requests_per_client_ratio')]
  if (clients === null || each === null || !has(demand, 'clients_ratio') || !has(demand, 'requests_per_client_ratio')) return null
  const values = {
    clients: [citeFact(demand, 'clients_ratio'), 'ratio'],
    each: [citeFact(demand, 'requests_per_client_ratio'), 'ratio']
  } as const
  const template = 'there were {clients} as many clients, and each asked {each} as often'
  if (clients >= crowd && clients >= each) return yes(clearness(Math.log(clients), Math.log(1.15), Math.log(2)), template, values)
  if (clients <= same) return no(0.8, template, values)
  return cannotTell(template, values)
}

function byPeopleSeries(demand: Maybe): Reading | null {
  const ratio = numberIn(demand, 'people_ratio')
  if (ratio === null || !has(demand, 'people_ratio') || !has(demand, 'people_series')) return null
  const values = {
    series: [citeFact(demand, 'people_series'), 'text'],
    ratio: [citeFact(demand, 'people_ratio'), 'ratio']
  } as const
  if (ratio >= crowd)
    return yes(0.8 * clearness(Math.log(ratio), Math.log(1.15), Math.log(2)), '{series} is {ratio} its healthy level', values)
  if (ratio <= same) return no(0.6, '{series} is {ratio} its healthy level: no more people than usual', values)
  return cannotTell('{series} is {ratio} its healthy level', values)
}
