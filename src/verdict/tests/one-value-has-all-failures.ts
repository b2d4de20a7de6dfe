import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { clearness, has, type Maybe, numberIn } from '../reading.ts'
import { compared } from './calls.ts'
import { failsSince, isAccused, loadedJustBefore, loadsBefore, loadValues, saidOfLoad } from './loaded-just-before.ts'
import { outsizedData, outsizedTemplate, outsizedValues } from './outsized.ts'

/** Are most failures about one record that is tried again and again? */
export const isTriedAgain = (errors: Maybe): boolean =>
  ['again_place', 'again_value', 'again_times', 'again_share'].every((name) => has(errors, name))

const isBeyondChance = (errors: Maybe): boolean => (numberIn(errors, 'shared_p_value') ?? 1) <= 0.01

/** Does failing follow one value, by more than chance? */
export const followsOneValue = (errors: Maybe): boolean =>
  isTriedAgain(errors) || (has(errors, 'shared_value') && isBeyondChance(errors))

/** Code that is wrong fails for whoever comes by; a record that is wrong fails whoever asks for it, and nobody else. */
export const oneValueHasAllFailures: DiagnosticTest = {
  id: 'one-value-has-all-failures',
  question: 'Do all failures have one record, value or load of data in common, which the rest does not have?',
  dimension: 'discrimination',
  calls: (_, scene) => [...compared('error_kinds', scene), ...compared('quantities', scene), ...loadsBefore(scene)],
  read([errors, quantities, loads], { subject }) {
    if (errors && isTriedAgain(errors)) {
      return yes(
        clearness(numberIn(errors, 'again_times') ?? 0, 3, 15),
        '{share} of what fails is about {place} {value}, which is tried again and again: {times} times',
        {
          place: [citeFact(errors, 'again_place'), 'text'],
          value: [citeFact(errors, 'again_value'), 'text'],
          times: [citeFact(errors, 'again_times'), 'integer'],
          share: [citeFact(errors, 'again_share'), 'share']
        }
      )
    }
    // What waits behind it fails as well, and has nothing in common with it but the door.
    const outsized = outsizedData(quantities)
    if (outsized && !(errors && followsOneValue(errors)))
      return yes(
        clearness(Math.log(outsized.number('slower') ?? 1), Math.log(2), Math.log(20)),
        outsizedTemplate,
        outsizedValues(outsized)
      )
    const [failed, others] = [numberIn(errors, 'shared_failed'), numberIn(errors, 'shared_others')]
    if (
      failed !== null &&
      others !== null &&
      has(errors, 'shared_value') &&
      has(errors, 'shared_failed') &&
      has(errors, 'shared_others')
    ) {
      const values = {
        value: [citeFact(errors, 'shared_value'), 'text'],
        failed: [citeFact(errors, 'shared_failed'), 'share'],
        others: [citeFact(errors, 'shared_others'), 'share']
      } as const
      const template = '{value} is in {failed} of what fails and in {others} of what does not'
      if (isBeyondChance(errors)) return yes(clearness(failed - others, 0.5, 0.9), template, values)
      return cannotTell(`${template}, which may be chance`, values)
    }
    // What was brought in is what they ask for: nothing of their kind failed before it.
    const load = loadedJustBefore(loads)
    if (load && isAccused(load, subject.entity) && failsSince(errors, load))
      return yes(0.8, `${saidOfLoad}; nothing failed like this before`, loadValues(load))
    if ((numberIn(errors, 'errors') ?? 0) >= 10 && has(errors, 'errors')) {
      return no(0.4, 'of {errors} logged failures no value is seen to be common', {
        errors: [citeFact(errors, 'errors'), 'integer']
      })
    }
    return cannotTell('too few failures were logged to see what they have in common')
  }
}
