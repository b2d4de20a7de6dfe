import { failed, type Grader, passed } from './check.ts'

/** Cells that the cause's sentences cite are what they are said to be, and come from more than one source. */
export const citationGrader: Grader = ({ citations, status }) => {
  if (status !== 'determined') return undefined
  const name = 'citations'
  if (citations.broken > 0)
    return failed(
      name,
      'FABRICATED_EVIDENCE',
      `${citations.broken} of ${citations.cause} cited cells are not what they are said to be`
    )
  if (citations.cause === 0) return failed(name, 'UNSUPPORTED', 'the cause cites nothing')
  if (citations.sources < 2) return failed(name, 'UNSUPPORTED', 'the cause rests on a single source', false)
  return passed(name, `${citations.cause} cells from ${citations.sources} sources`)
}

/** One cause, not a list to choose from. */
export const hedgeGrader: Grader = ({ status, open, contributing }) => {
  if (status !== 'determined') return undefined
  const beside = open + contributing.length
  return beside > 3
    ? failed('single cause', 'HEDGED', `${beside} other explanations are left standing beside it`)
    : passed('single cause', `${beside} beside it`)
}

/** What must not be claimed is not claimed. Judged by words; entailment needs a judge and is reported as not judged. */
export const overClaimGrader: Grader = ({ cause, status }, truth) => {
  if (!cause || status !== 'determined') return undefined
  const said = `${cause.statement} ${cause.mechanism}`.toLowerCase()
  const claimed = truth.mechanism.mustNotClaim.find((claim) => said.includes(claim.toLowerCase()))
  return claimed
    ? failed('over-claim', 'OVER_CLAIM', `claims "${claim(claimed)}"`)
    : passed('over-claim', 'claims nothing that it must not')
}

const claim = (text: string): string => text.slice(0, 120)
