import type { RecordOf } from '../../domain/index.ts'
import { type Fields, numberOf } from './fields.ts'
import type { Building } from './record-of-fields.ts'
import { usualNames } from './usual-names.ts'

/** An alert from its named values. Value and threshold are also found among nested details, where their units agree. */
export function alertOf({ fields, moment, timeOf }: Building): RecordOf<'alerts'> {
  const severity = fields.text(usualNames.severity)
  const status = fields.text(usualNames.alertStatus)
  const resolved = fields.take(usualNames.resolvedAt)
  const metric = fields.text(usualNames.metric)
  const named = fields.text(usualNames.alertName) ?? metric
  const description = fields.text(usualNames.description)
  // A short description is a better name than an identifier.
  const name = named ?? (description !== null && description.length <= 120 ? description : firstText(fields)) ?? 'alert'
  const threshold = thresholdOf(fields)
  const value = fields.number(usualNames.value) ?? valueBeside(fields, threshold?.name ?? null, metric)
  // Alertmanager writes the year 1 for alerts that have not ended.
  const end = resolved === null || String(resolved.value).startsWith('0001-') ? null : timeOf(resolved.value)
  return {
    ...moment,
    name,
    severity,
    status,
    metric,
    value,
    threshold: threshold?.value ?? null,
    description,
    resolvedAt: end,
    entity: fields.text(['labels.instance', 'labels.service', 'labels.pod', 'labels.job', ...usualNames.entity]),
    attributes: fields.rest()
  }
}

/** What an alert without a name is called: the first of its words. */
function firstText(fields: Fields): string | null {
  const [name] = Object.entries(fields.rest()).find(([, value]) => typeof value === 'string' && /[a-z]{2}/i.test(value)) ?? []
  return name === undefined ? null : fields.text([name])
}

function thresholdOf(fields: Fields): { name: string; value: number } | null {
  const plain = fields.take(usualNames.threshold)
  const number = numberOf(plain?.value ?? null)
  if (plain && number !== null) return { name: plain.name, value: number }
  for (const [name, value] of Object.entries(fields.rest())) {
    const found = /threshold|(?:^|[._])limit(?:[._]|$)/i.test(name) ? numberOf(value) : null
    if (found !== null) return { name, value: found }
  }
  return null
}

/** The measured value: the number among the details whose unit is the threshold's, or that is named like the metric. */
function valueBeside(fields: Fields, threshold: string | null, metric: string | null): number | null {
  const numbers = Object.entries(fields.rest()).flatMap(([name, value]) => {
    const number = numberOf(value)
    return number === null || name === threshold || /threshold|(?:^|[._])(?:id|version|last|window)/i.test(name)
      ? []
      : [{ name, number }]
  })
  const unit = threshold === null ? null : /_([a-z]+)$/i.exec(threshold)?.[1]
  const words = (metric ?? '')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word.length > 3)
  const isAlike = (name: string): boolean => words.length > 0 && words.every((word) => name.toLowerCase().includes(word))
  const sameUnit = numbers.filter(
    ({ name }) => unit !== null && unit !== undefined && unit !== 'threshold' && name.endsWith(`_${unit}`)
  )
  const best =
    sameUnit.find(({ name }) => isAlike(name)) ??
    numbers.find(({ name }) => isAlike(name)) ??
    (sameUnit.length === 1 ? sameUnit[0] : undefined)
  return best?.number ?? null
}
