import { citeFact, state, type Statement } from '../../domain/index.ts'
import { has } from '../../verdict/index.ts'
import type { Known } from '../known.ts'

/** What the service was measured to need and to bear: where capacity planning starts. */
export function capacityOf({ parameters, evidence, scaling }: Known): Statement[] {
  const demand = evidence['demand']
  const said: Statement[] = []
  if (has(demand, 'load_peak') && has(demand, 'load_series')) {
    const usual = has(demand, 'load_baseline')
    said.push(
      state(`the highest load on record was {peak} ({series})${usual ? '; it was {usual} in healthy time' : ''}`, {
        peak: [citeFact(demand, 'load_peak'), 'number'],
        series: [citeFact(demand, 'load_series'), 'text'],
        ...(usual ? { usual: [citeFact(demand, 'load_baseline'), 'number'] } : {})
      })
    )
  }
  if (has(demand, 'ceiling') && has(demand, 'ceiling_basis')) {
    said.push(
      state('at most {ceiling} were served well at a time ({basis}): a floor of what it bears, not its end', {
        ceiling: [citeFact(demand, 'ceiling'), 'number'],
        basis: [citeFact(demand, 'ceiling_basis'), 'text']
      })
    )
  }
  if (has(parameters, 'units_at_peak') && has(parameters, 'held_in_health') && has(parameters, 'hold_usual_ms')) {
    said.push(
      state(
        'at the peak and the usual hold of {hold} the pool needs {need} of its {limit} units (Little’s law: rate × hold time); at most {held} were held in healthy time; with headroom {room}',
        {
          held: [citeFact(parameters, 'held_in_health'), 'number'],
          hold: [citeFact(parameters, 'hold_usual_ms'), 'ms'],
          need: [citeFact(parameters, 'units_at_peak'), 'number'],
          limit: [citeFact(parameters, 'pool_limit'), 'integer'],
          room: [citeFact(parameters, 'units_with_headroom'), 'integer']
        }
      )
    )
  } else if (has(parameters, 'pool_why_not')) {
    said.push(
      state(
        'what the pool needs cannot be computed ({why}): fetch its holders, waiters and limit with the load, each minute of a normal week',
        {
          why: [citeFact(parameters, 'pool_why_not'), 'text']
        }
      )
    )
  }
  said.push(scaling.statement)
  said.push(
    state(
      'plan on work for each request times the rate, by route, and measure both after each release: a rate alone says nothing when the cost of a request has changed'
    )
  )
  return said
}

/** What a decision to spend can rest on: what more of the resource did in the simulation and in the incident, and measures beside it. */
export function spendingOf({ scaling, trial, verdict }: Known, measured: readonly Statement[]): Statement[] {
  const { wouldScalingHelp } = scaling
  const answer: Record<typeof wouldScalingHelp, string> = {
    yes: 'buying capacity is supported by these materials: the demand is the cause',
    no: 'buying more of the resource is not supported by these materials: it would not have prevented the failure',
    delays: 'buying more of the resource would have put the failure off, not prevented it',
    'cannot-tell':
      'whether more of the resource would have helped cannot be told: do not spend on it before what is missing is fetched'
  }
  const parts = scaling.parts.filter((part) => part.answer !== 'cannot-tell').map((part) => part.statement)
  return [
    state(answer[wouldScalingHelp], {}, trial ? [trial.id] : []),
    ...parts,
    ...measured,
    ...(verdict.rootCause
      ? [
          state(
            'the measures cost working time of the teams named, and no licence; how much is for those teams to say: nothing in the materials tells'
          )
        ]
      : [])
  ]
}
