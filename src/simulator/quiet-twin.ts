import { Scenario } from './scenario/scenario.ts'

/**
 * The same service, load and logs on a day on which nothing goes wrong and nobody changes or does anything: on it every alert
 * is a false one. The load stays as it is, its usual peak included.
 */
export function quietTwinOf(scenario: Scenario): Scenario {
  const parameters = Object.fromEntries(
    Object.entries(scenario.service.parameters).map(([name, parameter]) => {
      if (parameter.kind !== 'date-ahead') return [name, parameter]
      // What people ask for later in the day is part of what went wrong.
      const { later: _, ...usual } = parameter
      return [name, usual]
    })
  )
  return Scenario.parse({
    ...scenario,
    service: { ...scenario.service, parameters },
    faults: [],
    actions: [],
    changes: [],
    planted: [],
    alsoScale: []
  })
}
