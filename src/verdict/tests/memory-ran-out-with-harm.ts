import { citeFact } from '../../domain/index.ts'
import { cannotTell, type DiagnosticTest, no, yes } from '../diagnostic-test.ts'
import { has, numberIn } from '../reading.ts'
import { compared } from './calls.ts'

export const memoryRanOutWithHarm: DiagnosticTest = {
  id: 'memory-ran-out-with-harm',
  question: 'Did memory run out, or the process end for it, while or just before people were harmed?',
  dimension: 'coverage',
  calls: (_, scene) => compared('resource_trends', scene),
  read([trends]) {
    const [inside, ever] = [numberIn(trends, 'out_of_memory_in_window') ?? 0, numberIn(trends, 'out_of_memory') ?? 0]
    if (inside > 0 && has(trends, 'out_of_memory_in_window')) {
      return yes(0.9, '{lines} lines tell that memory ran out in the window or just before it', {
        lines: [citeFact(trends, 'out_of_memory_in_window'), 'integer']
      })
    }
    if (ever > 0 && has(trends, 'out_of_memory') && has(trends, 'out_of_memory_in_window')) {
      return no(0.5, 'of {lines} lines that tell that memory ran out none is of the time of harm', {
        lines: [citeFact(trends, 'out_of_memory'), 'integer']
      })
    }
    return cannotTell('no line tells that memory ran out')
  }
}
