import type { SpecialistRole, TableName, Task } from '../../../domain/index.ts'

interface RoleTask extends Pick<Task, 'question' | 'tellsCauseFromSymptom'> {
  readonly role: SpecialistRole
  /** Tables any of which makes the question worth asking. */
  readonly tables: readonly TableName[]
  readonly rivals: readonly string[]
}

/** Round 1, from the catalogue alone: which questions the materials could answer, whatever the cause turns out to be. */
export const roleTasks: readonly RoleTask[] = [
  {
    role: 'application',
    tables: ['events', 'requests'],
    question:
      'Which operations became slow or failed, which did not, and what did the application log that it had not logged before?',
    tellsCauseFromSymptom:
      'A cause is slow by itself from the first; what only waits for it becomes slow later, and all of it alike.',
    rivals: ['a defect in one operation against a lack that slows all']
  },
  {
    role: 'database',
    // What waits for locks says so in any log.
    tables: ['statements', 'events'],
    question: 'Does one statement cost more than it did, do plans miss their estimates, or does work wait for locks?',
    tellsCauseFromSymptom:
      'A dear statement is dear while nobody waits, and its neighbours are not; starved ones are slow together.',
    rivals: ['an inefficient query against lock contention', 'an inefficient query against a starved database']
  },
  {
    role: 'infrastructure',
    // Logs state levels, and hold dumps of threads and rounds of tools, where nothing is measured.
    tables: ['metrics', 'events'],
    question: 'Which resources moved, since when, how much of that does load explain, and what filled up?',
    tellsCauseFromSymptom:
      'What moves with load, or only after work became slow, is a consequence; so is a full pool whose holders hold longer.',
    rivals: ['a resource that is too small against work that holds it too long']
  },
  {
    role: 'traffic',
    tables: ['requests', 'metrics'],
    question: 'Was there more demand than before, and was the service healthy at another time under as much?',
    tellsCauseFromSymptom: 'Load that the service carries in health at another time is no cause.',
    rivals: ['more demand than capacity']
  },
  {
    role: 'dependencies',
    tables: ['spans', 'events'],
    question: 'Which calls to others became slow or failed, and who waits for them?',
    tellsCauseFromSymptom: 'The deepest call that is slow by itself is nearest to the cause.',
    rivals: ['a slow dependency against slow work of our own']
  },
  {
    role: 'changes',
    tables: ['changes', 'events', 'alerts'],
    question: 'What was changed before, what was done during, and was a limit lowered?',
    tellsCauseFromSymptom: 'A change convicts only if what it contains can produce the fault; nearness in time convicts nothing.',
    rivals: ['a limit that was set too low', 'a change that only stands near']
  },
  {
    role: 'citizen-impact',
    tables: ['reports', 'alerts', 'requests', 'metrics'],
    question: 'Who was harmed, since when, how many attempts failed, and which warning stood before?',
    tellsCauseFromSymptom: 'What people say dates the harm, not the cause.',
    rivals: ['no incident at all']
  }
]
