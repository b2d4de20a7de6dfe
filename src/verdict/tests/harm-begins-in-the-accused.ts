import { citeFact, type Subject } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn, type Row, rowsIn } from '../reading.ts'
import { compared } from './calls.ts'

/** The accused among the services that the materials show from within: itself, or the service of which it is an instance. */
export function accusedService(origins: Maybe, { entity }: Pick<Subject, 'entity'>): Row | undefined {
  const accused = entity?.toLowerCase() ?? null
  const rows = rowsIn(origins)
  const named = (row: Row): string => (row.text('service') ?? '').toLowerCase()
  if (accused === null) return undefined
  return (
    rows.find((row) => named(row) === accused) ??
    rows.find((row) => named(row).length >= 3 && accused.startsWith(`${named(row)}-`))
  )
}

/** Of several services most are slow or fail because one is. What is accused must be that one. */
export const harmBeginsInTheAccused: DiagnosticTest = {
  id: 'harm-begins-in-the-accused',
  question: 'Of several services, does harm begin in the accused one, and not only pass through it?',
  dimension: 'discrimination',
  silenceIsNoDoubt: true,
  calls: (_, scene) => compared('resource_trends', scene),
  read([trends], { subject, category, component }, scene) {
    const origins = scene.evidence.origins
    // A record is no service, whatever else is called like it: harm begins where it is read.
    const reader = scene.origin !== null && (component ?? '').includes(scene.origin.service) ? scene.origin.service : null
    const row = accusedService(origins, category === 'data-defect' ? { entity: reader } : subject)
    if (!row || !has(origins, 'origin'))
      return cannotTell('the accused is none of several services that the materials show from within')
    const values = { accused: [row.cite('service'), 'text'], share: [row.cite('score'), 'share'] } as const
    if (row.text('service') === scene.origin?.service && has(origins, 'origin_told_by')) {
      return yes(
        clearness(row.number('score') ?? 0, 0.2, 0.7),
        'harm begins in {accused} ({share} of what speaks for any service, by {by})',
        {
          ...values,
          by: [citeFact(origins, 'origin_told_by'), 'text']
        }
      )
    }
    if (category === 'resource-leak' && (numberIn(trends, 'exhausted') ?? 0) > 0 && has(trends, 'exhausted')) {
      return cannotTell('{lines} lines tell that none is left, and what {accused} keeps is missing where others ask for it', {
        accused: values.accused,
        lines: [citeFact(trends, 'exhausted'), 'integer']
      })
    }
    const score = row.number('score') ?? 0
    const lead = numberIn(origins, 'origin_score') ?? 0
    if (scene.origin === null || score > 0.3) return cannotTell('{accused} has {share} of what speaks for any service', values)
    return no(
      clearness(lead - score, 0.1, 0.5),
      'harm begins in {origin}; {accused} has {share} of what speaks for any service',
      {
        ...values,
        origin: [citeFact(origins, 'origin'), 'text']
      }
    )
  }
}
