import { type JudgedHypothesis, state, type Statement } from '../domain/index.ts'
import { argumentsOf, type Checked, heartOf } from './agreement.ts'
import { compose } from './compose.ts'
import { type Scored, type Standing, whatLacks } from './fate.ts'

/** Why a hypothesis stands or fell, with the figures that decided. */
export function reasonFor(one: Scored, fate: JudgedHypothesis['fate'], { leader, lacks }: Standing): Statement {
  const broken = one.gates.find(({ passed }) => !passed)
  if (broken) return compose('Rejected: ', broken.statement, ...because('; besides, ', argumentsOf(one, 'against'), 1))
  const [speaksFor, against] = [argumentsOf(one, 'for'), argumentsOf(one, 'against')]
  if (fate === 'accepted') return compose('Accepted', ...because(': ', speaksFor, 3))
  if (fate === 'contributing') return compose('Believed beside the root cause', ...because(': ', speaksFor, 2))
  const unseen = unseenHeart(one)
  if (fate === 'rejected') {
    const told = leader && one !== leader ? against.filter(({ prediction }) => favoursLeader(one, leader, prediction.test)) : []
    const figures = told.length > 0 ? told : against
    if (unseen) return compose('Rejected: what it stands on is not seen (', unseen, ')', ...because('; besides, ', figures, 2))
    if (figures.length > 0) return compose('Rejected', ...because(': ', figures, 3))
    return state('Rejected: nothing in the materials speaks for it')
  }
  if (unseen)
    return compose(`Open${one === leader ? '' : ' beside the leading one'}: what it stands on is not seen (`, unseen, ')')
  const doubt = against.length > 0 ? because('; against it: ', against, 1) : []
  // That little speaks for it, or a rival as much, the figures say.
  const said =
    one === leader && (lacks === 'discrimination' || lacks === 'date' || lacks === 'capacity') ? ` (${whatLacks[lacks]})` : ''
  if (speaksFor.length === 0) return compose(`Open${said}: nothing speaks clearly for it`, ...doubt)
  return compose(`Open${said}`, ...because(': for it: ', speaksFor, 2), ...doubt)
}

/** The result of a weightiest prediction that could not be told: without it the explanation is not seen. */
const unseenHeart = ({ checked }: Scored): Statement | undefined =>
  heartOf(checked).find(({ fit }) => fit === 0)?.result?.statement

const favoursLeader = (one: Scored, leader: Scored, test: string): boolean =>
  one.discriminations.some((d) => d.rival === leader.hypothesis.id && d.test === test && d.favours === 'rival')

/** The first few results as parts of a sentence, each figure said once. */
function because(opening: string, checked: readonly Checked[], most: number): (string | Statement)[] {
  const statements = checked.flatMap(({ result }) => result?.statement ?? [])
  const distinct = statements.filter((one, i) => statements.findIndex(({ text }) => text === one.text) === i).slice(0, most)
  return distinct.flatMap((statement, i) => [i === 0 ? opening : '; ', statement])
}
