import type { Send } from '../../models/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Sample } from '../samples.ts'
import { judgeEntailment } from './entailment.ts'

/** A sample with what a judge says of its mechanism. A judge that cannot be reached leaves it as it is: not judged. */
export async function judgedBy(judge: Send, sample: Sample, truth: Truth): Promise<Sample> {
  if (!sample.answer) return sample
  const judged = await judgeEntailment(sample.answer, truth, judge).catch(() => null)
  return judged ? { ...sample, judged: [...judged.entailments] } : sample
}
