import { type CauseCategory, categoriesOf, changeContent, type Hypothesis } from '../domain/index.ts'
import { namesOf } from './names.ts'

export interface ChangeText {
  readonly kind: string | null
  readonly title: string | null
  readonly content: string | null
}

/** Any change of code or data can produce these: one is convicted only if it names what is accused. */
export const byNameOnly: ReadonlySet<CauseCategory> = new Set<CauseCategory>(['code-defect', 'data-defect'])

/** Nor does the text of a change show what makes these: who else acts, and what lies around the service. */
const unshown: ReadonlySet<CauseCategory> = new Set<CauseCategory>([
  'abusive-traffic',
  'demand-surge',
  'faulty-instance',
  'platform-outage',
  'quota-exhaustion'
])

/**
 * Whether what the change contains can produce the fault: it touches what the class needs, and the component that is
 * accused. A code defect or data defect is convicted only by touching the component. A change without content convicts
 * by its title alone, and a title without either does not.
 */
export function canProduce(hypothesis: Pick<Hypothesis, 'category' | 'component' | 'subject'>, change: ChangeText): boolean {
  const { category, component, subject } = hypothesis
  const byName = byNameOnly.has(category) || unshown.has(category)
  if (!byName && !categoriesOf(changeContent(change)).includes(category)) return false
  const names = namesOf(`${component} ${subject.operation ?? ''} ${subject.entity ?? ''} ${subject.series ?? ''}`)
  const said = new Set(namesOf(`${change.title ?? ''}\n${change.content ?? ''}`))
  return names.some((name) => said.has(name))
}
