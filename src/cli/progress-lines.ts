import type { JournalEvent, PhaseName } from '../domain/index.ts'

/** What a person is shown of an event: a line that stays, or only what is going on just now. */
export interface ProgressLine {
  readonly stays: boolean
  readonly text: string
}

const titles: Record<PhaseName, string> = {
  intake: 'Intake: finding the harmful time',
  plan: 'Plan',
  investigate: 'Investigate',
  challenge: 'Challenge: the best case for every rival',
  verify: 'Verify: tests that tell the rivals apart, and the scaling test',
  design: 'Design: timeline, impact, remedies',
  report: 'Report'
}

/** An event as a line of progress; null for what nobody needs to see. */
export function progressLine(event: JournalEvent): ProgressLine | null {
  switch (event.type) {
    case 'run-resumed':
      return stays('Resumed; what was finished is not done again')
    case 'phase-started': {
      const rounds = event.phase === 'plan' || event.phase === 'investigate' ? `, round ${event.round}` : ''
      return stays(`${titles[event.phase]}${rounds}`)
    }
    case 'frame-set':
      return stays(
        event.window
          ? `  harmful time ${span(event.window)}${event.baseline ? `, compared with ${span(event.baseline)}` : ''}`
          : '  no harmful time stands out'
      )
    case 'plan-made':
      return stays(`  ${event.plan.tasks.map(({ id, role }) => `${id} ${role}`).join(', ')}`)
    case 'plan-edited':
      return stays(`  edited: ${event.plan.tasks.map(({ id, role }) => `${id} ${role}`).join(', ')}`)
    case 'task-finished':
      return stays(`  ${event.task}: ${event.findings} finding${event.findings === 1 ? '' : 's'}`)
    case 'task-failed':
      return stays(`  ${event.task} failed: ${event.reason}`)
    case 'hypothesis-proposed':
      return stays(`  ${event.hypothesis.id} ${event.hypothesis.category}: ${event.hypothesis.component}`)
    case 'tool-called':
      return passes(`${event.by}: ${event.evidence.tool}`)
    case 'test-run':
      return passes(`${event.hypothesis}: ${event.result.test}`)
    default:
      return null
  }
}

function stays(text: string): ProgressLine {
  return { stays: true, text }
}

function passes(text: string): ProgressLine {
  return { stays: false, text }
}

function span({ from, to }: { readonly from: string; readonly to: string }): string {
  const end = from.slice(0, 10) === to.slice(0, 10) ? to.slice(11, 16) : `${to.slice(0, 10)} ${to.slice(11, 16)}`
  return `${from.slice(0, 10)} ${from.slice(11, 16)}–${end} UTC`
}
