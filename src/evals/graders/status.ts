import { failed, type Grader, passed } from './check.ts'

/** Was a cause named where there is one, and only there? Abstaining is right where the case says so. */
export const statusGrader: Grader = ({ status }, truth) => {
  const name = 'status'
  if (status === truth.status) return passed(name, `${status}, as it is`)
  if (status === 'undetermined') {
    return truth.mayAbstain
      ? passed(name, 'abstained, which this case allows')
      : failed(name, 'ABSTAIN_BAD', 'abstained where the materials show the cause')
  }
  if (status === 'no-incident') return failed(name, 'MISSED_INCIDENT', `says that nothing was wrong; the case is ${truth.status}`)
  return failed(name, 'FALSE_ALARM', `names a cause; the case is ${truth.status}`)
}
