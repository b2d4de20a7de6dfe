import { double, inReport, other, swap, takeOut, toOne } from './run-text.ts'

export const lists = [
  ...inReport('findings are those that were made', {
    'a finding taken out': (report, draw) => takeOut(report.findings, draw),
    'a finding doubled': (report, draw) => double(report.findings, draw),
    'two findings exchanged': (report, draw) => swap(report.findings, draw),
    'a finding on another topic': (report, draw) => toOne(report.findings, draw, (one) => void (one.topic = 'gossip')),
    'a finding by another': (report, draw) => toOne(report.findings, draw, (one) => void (one.by = 'the supplier')),
    'a symptom called a cause': (report, draw) =>
      toOne(report.findings, draw, (one) => void (one.role = other(['cause', 'context'], one.role))),
    'a finding of another task': (report, draw) => toOne(report.findings, draw, (one) => void (one.task = 'T99'))
  }),
  ...inReport('remedies are those that follow', {
    'a remedy taken out': (report, draw) => takeOut(report.remedies, draw),
    'a remedy doubled': (report, draw) => double(report.remedies, draw),
    'two remedies exchanged': (report, draw) => swap(report.remedies, draw),
    'a remedy called a fix': (report, draw) =>
      toOne(report.remedies, draw, (one) => void (one.class = other(['scale', 'fix-cause'], one.class))),
    'a stop-gap called durable': (report, draw) =>
      toOne(report.remedies, draw, (one) => void (one.horizon = other(['now', 'durable'], one.horizon))),
    'a remedy for another': (report, draw) => toOne(report.remedies, draw, (one) => void (one.addresses = 'H97')),
    'another action': (report, draw) => toOne(report.remedies, draw, (one) => void (one.action.text = 'Buy more servers.')),
    'another reason for it': (report, draw) => toOne(report.remedies, draw, (one) => void (one.why.text += ' Surely.'))
  }),
  ...inReport('what is open is said to be', {
    'an open question taken out': ({ verdict }, draw) => takeOut(verdict.openQuestions, draw),
    'what is unexplained taken out': ({ verdict }, draw) => takeOut(verdict.leavesUnexplained, draw),
    'what it explains taken out': ({ verdict }, draw) => takeOut(verdict.explains, draw),
    'what is not proven emptied': (report) => report.unproven.splice(0).length > 0,
    'what is not proven called proven': (report, draw) => {
      const [first] = report.unproven.splice(draw(Math.max(1, report.unproven.length)), 1)
      if (first) report.proven.push(first)
      return first !== undefined
    },
    'something proven taken out': (report, draw) => takeOut(report.proven, draw),
    'an early warning taken out': (report, draw) => takeOut(report.earlyWarnings, draw),
    'a contradiction taken out': (report, draw) => takeOut(report.contradictions, draw),
    'another command to fetch with': (report, draw) => toOne(report.fetchNext, draw, (one) => void (one.command = 'rm -rf /')),
    'something to fetch taken out': (report, draw) => takeOut(report.fetchNext, draw),
    'a summary of one sentence': ({ verdict }) => verdict.summary.pop() !== undefined
  }),
  ...inReport('the run went as it went', {
    'another name of the incident': ({ incident }) => void (incident.name += ' (test)'),
    'other materials': ({ incident }) => void (incident.materialsHash = '0'.repeat(64)),
    'another model': (report) => void (report.model = 'openai:other'),
    'personal data said to be shown': (report) =>
      void (report.personalData = other(['shown', 'pseudonymised'], report.personalData)),
    'whole said to be partial': (report) => void (report.partial = !report.partial),
    'fewer tool calls': ({ usage }) => void (usage.toolCalls -= 1),
    'more reused': ({ usage }) => void (usage.toolCallsReused += 1),
    'a round more': ({ usage }) => void (usage.rounds += 1),
    'a step of the method taken out': (report, draw) => takeOut(report.method, draw),
    'another method': (report, draw) => toOne(report.method, draw, (one) => void (one.text += ' Thoroughly.')),
    'a plan taken out': (report, draw) => takeOut(report.plans, draw),
    'a task with other instructions': (report, draw) =>
      toOne(
        report.plans.flatMap(({ tasks }) => tasks),
        draw,
        (task) => void (task.instructions += '\nask sql {}')
      ),
    'a source taken out': (report, draw) => takeOut(report.sources, draw),
    'a source of another format': (report, draw) => toOne(report.sources, draw, (one) => void (one.format = 'hearsay')),
    'a source with more lines': (report, draw) => toOne(report.sources, draw, (one) => void (one.lines.total += 1)),
    'a source of another sum': (report, draw) => toOne(report.sources, draw, (one) => void (one.sha256 = 'f'.repeat(64)))
  })
]
