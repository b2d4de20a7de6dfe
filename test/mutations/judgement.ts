import { CauseCategory, type JudgedHypothesis, type RunRecord } from '../../src/domain/index.ts'
import { double, type Draw, inReport, later, other, swap, takeOut, toOne } from './run-text.ts'

const categories = CauseCategory.options
const fates = ['accepted', 'rejected', 'open', 'contributing'] as const
const toCause = (edit: (cause: NonNullable<RunRecord['verdict']['rootCause']>) => void) => (report: RunRecord) => {
  const { rootCause } = report.verdict
  if (rootCause) edit(rootCause)
  return rootCause !== null
}
const toHypothesis = (edit: (one: JudgedHypothesis) => boolean | void) => (report: RunRecord, draw: Draw) =>
  toOne(report.hypotheses, draw, edit)
const toTest = (edit: (one: RunRecord['tests'][number]) => boolean | void) => (report: RunRecord, draw: Draw) =>
  toOne(report.tests, draw, edit)
const toGate = (edit: (one: JudgedHypothesis['gates'][number]) => void) => (report: RunRecord, draw: Draw) =>
  toOne(
    report.hypotheses.flatMap(({ gates }) => gates),
    draw,
    edit
  )

export const judgement = [
  ...inReport('the cause is the one that was judged', {
    'another category': toCause((cause) => void (cause.category = other(categories, cause.category))),
    'another component': toCause((cause) => void (cause.component = 'the cache')),
    'another sentence of the cause': toCause((cause) => void (cause.statement += ' at noon')),
    'another mechanism': toCause((cause) => void (cause.mechanism = 'It ran out of memory.')),
    'a trigger invented': toCause((cause) => void (cause.trigger = { kind: 'deploy', ref: 'r-77', time: null })),
    'an onset moved': toCause((cause) => void (cause.onset = cause.onset ? later(cause.onset) : '2031-04-07T09:00:00.000Z')),
    'the cause of another hypothesis': toCause((cause) => void (cause.hypothesis = 'H99')),
    'the cause taken away': ({ verdict }) => {
      const had = verdict.rootCause !== null
      verdict.rootCause = null
      return had
    },
    'another status': ({ verdict }) => void (verdict.status = other(['undetermined', 'determined'], verdict.status)),
    'a contributing cause added': ({ verdict }) => {
      if (verdict.rootCause) verdict.contributing.push(structuredClone(verdict.rootCause))
      return verdict.rootCause !== null
    },
    'more confidence': ({ verdict }) => void (verdict.confidence = Math.min(1, verdict.confidence + 0.05)),
    certainty: ({ verdict }) => void (verdict.confidence = 1),
    'no confidence': ({ verdict }) => void (verdict.confidence = 0)
  }),
  ...inReport('every explanation stands as it was proposed', {
    'a rival taken out': (report, draw) => takeOut(report.hypotheses, draw),
    'an explanation doubled': (report, draw) => double(report.hypotheses, draw),
    'two explanations exchanged': (report, draw) => swap(report.hypotheses, draw),
    'a rival of another category': toHypothesis((one) => void (one.category = other(categories, one.category))),
    'a rival of another component': toHypothesis((one) => void (one.component += ' (north)')),
    'another subject': toHypothesis((one) => void (one.subject.operation = 'select nothing')),
    'an onset of an explanation moved': toHypothesis((one) => void (one.onset = later(one.onset ?? '2031-04-07T09:00:00.000Z'))),
    'a coarser onset': toHypothesis((one) => void (one.onsetResolutionSeconds += 60)),
    'another proposer': toHypothesis((one) => void (one.proposedBy = 'a friend')),
    'a prediction turned round': toHypothesis(({ predictions }) => {
      const [first] = predictions
      if (first) first.expected = other(['yes', 'no'], first.expected)
      return first !== undefined
    }),
    'a heavier prediction': toHypothesis(({ predictions }) => {
      for (const one of predictions) one.weight *= 2
    }),
    'a prediction taken out': toHypothesis(({ predictions }) => predictions.pop() !== undefined)
  }),
  ...inReport('scores, gates and fates are those that follow', {
    'a higher score': toHypothesis(({ score }) => void (score.total = Math.min(1, score.total + 0.1))),
    'a score of one dimension': toHypothesis(
      ({ score }) => void (score.dimensions.mechanism = (score.dimensions.mechanism ?? 0) + 0.2)
    ),
    'a dimension untold': toHypothesis(({ score }) => {
      const told = score.dimensions.mechanism !== null
      score.dimensions.mechanism = null
      return told
    }),
    'less groundedness': toHypothesis(({ score }) => void (score.groundedness /= 2)),
    'another fate': toHypothesis((one) => void (one.fate = other(fates, one.fate))),
    'another reason': toHypothesis((one) => void (one.reason.text = 'It was so.')),
    'a gate turned round': toGate((gate) => void (gate.passed = !gate.passed)),
    'a gate of another name': toGate((gate) => void (gate.gate = 'luck')),
    'a gate that says something else': toGate((gate) => void (gate.statement.text += ' again')),
    'a gate taken out': toHypothesis(({ gates }) => gates.pop() !== undefined),
    'an observation for the other side': (report, draw) =>
      toOne(
        report.hypotheses.flatMap(({ discriminations }) => discriminations),
        draw,
        (one) => void (one.favours = other(['rival', 'this', 'neither'], one.favours))
      ),
    'an observation against another rival': (report, draw) =>
      toOne(
        report.hypotheses.flatMap(({ discriminations }) => discriminations),
        draw,
        (one) => void (one.rival = 'H98')
      ),
    'an observation taken out': (report, draw) =>
      toOne(
        report.hypotheses.filter(({ discriminations }) => discriminations.length > 0),
        draw,
        ({ discriminations }) => discriminations.pop() !== undefined
      )
  }),
  ...inReport('tests came out as they did', {
    'an answer turned round': toTest((test) => void (test.outcome = other(['yes', 'no'], test.outcome))),
    'an answer untold': toTest((test) => {
      const told = test.outcome !== 'cannot-tell'
      test.outcome = 'cannot-tell'
      return told
    }),
    'a clearer answer': toTest((test) => void (test.strength = test.strength > 0.5 ? 0.5 : 1)),
    'another question': toTest((test) => void (test.question = 'Was it so?')),
    'another dimension': toTest((test) => void (test.dimension = other(['coverage', 'mechanism'], test.dimension))),
    'a test taken out': (report, draw) => takeOut(report.tests, draw),
    'a test doubled': (report, draw) => double(report.tests, draw),
    'an answer of an explanation turned round': toHypothesis(({ tests }) => {
      const [first] = tests
      if (first) first.outcome = other(['yes', 'no'], first.outcome)
      return first !== undefined
    }),
    'a test of an explanation taken out': toHypothesis(({ tests }) => tests.shift() !== undefined)
  }),
  ...inReport('the scaling test came out as it did', {
    'scaling helps after all': ({ scaling }) => void (scaling.wouldScalingHelp = other(['yes', 'no'], scaling.wouldScalingHelp)),
    'a part turned round': ({ scaling }, draw) =>
      toOne(scaling.parts, draw, (part) => void (part.answer = other(['for', 'against'], part.answer))),
    'a part taken out': ({ scaling }, draw) => takeOut(scaling.parts, draw),
    'two parts exchanged': ({ scaling }, draw) => swap(scaling.parts, draw),
    'physics that hold': ({ scaling }) => void (scaling.physics.obeys = other(['yes', 'no'], scaling.physics.obeys)),
    'another sentence on scaling': ({ scaling }) => void (scaling.statement.text = 'More servers would have helped.')
  })
]
