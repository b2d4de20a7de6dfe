import type { Plan } from '../../domain/index.ts'
import type { Truth } from '../../simulator/index.ts'
import type { Check, Grade } from '../grade.ts'

interface PlanCondition {
  readonly name: string
  readonly hard: boolean
  readonly finds: (plan: Plan, truth: Truth) => string | null | undefined
}

const textOf = ({ tasks, rivalsToRuleOut, rationale }: Plan): string =>
  [rationale, ...rivalsToRuleOut, ...tasks.flatMap(({ question, instructions }) => [question, instructions])]
    .join('\n')
    .toLowerCase()

/** Words by which a plan shows that it reckons with a kind of cause. */
const signs: Readonly<Record<string, RegExp>> = {
  'inefficient-query': /\b(?:quer|statement|plan|operation|cost)/,
  'query-amplification': /\b(?:calls? per request|n\+1|amplif|operation)/,
  'lock-contention': /\block/,
  'cache-failure': /\bcache/,
  'slow-dependency': /\b(?:dependenc|supplier|call)/,
  'retry-storm': /\bretr/,
  'memory-leak': /\b(?:memory|heap|gc|leak)/,
  'resource-leak': /\b(?:leak|pool|handles?|connections?)/,
  'abusive-traffic': /\b(?:traffic|crawler|bot|client)/,
  'batch-interference': /\b(?:job|batch|backup|neighbour)/,
  misconfiguration: /\b(?:limit|setting|config)/,
  'faulty-instance': /\binstance/,
  'code-defect': /\b(?:defect|error|release|code)/,
  'data-defect': /\b(?:record|value|data)/,
  'expired-certificate': /\b(?:certificate|expir)/,
  'network-fault': /\b(?:network|dns)/,
  'platform-outage': /\b(?:platform|zone|outage)/,
  'quota-exhaustion': /\b(?:quota|disk|limit|grow)/,
  'demand-surge': /\b(?:demand|load|capacity)/
}

const conditions: readonly PlanCondition[] = [
  {
    name: 'asks of more than one layer',
    hard: true,
    finds: ({ tasks }) => (new Set(tasks.map(({ role }) => role)).size < 3 ? 'fewer than three specialists are asked' : null)
  },
  {
    name: 'would rule scaling in or out',
    hard: true,
    finds: (plan) =>
      /\b(?:demand|capacity|scaling|too small|more (?:servers|connections|load))\b/.test(textOf(plan))
        ? null
        : 'does not ask whether there was too little of something'
  },
  {
    name: 'says what would tell cause from symptom',
    hard: true,
    finds({ tasks }) {
      const without = tasks.filter(({ tellsCauseFromSymptom }) => tellsCauseFromSymptom.trim().length < 15)
      return without.length > 0 ? `${without.length} of ${tasks.length} tasks do not say it` : null
    }
  },
  {
    name: 'reckons with the true kind of cause',
    hard: true,
    finds(plan, truth) {
      if (truth.status !== 'determined') return undefined
      const text = textOf(plan)
      return truth.acceptCategories.some((one) => signs[one]?.test(text))
        ? null
        : `nothing in it would find ${truth.acceptCategories.join(' or ')}`
    }
  },
  {
    name: 'concludes nothing before it has looked',
    hard: true,
    finds: ({ rationale }) =>
      /\b(?:the (?:root )?cause (?:is|was)|was caused by|clearly|obviously|must be)\b/i.test(rationale)
        ? `concludes in its rationale: "${rationale.slice(0, 100)}"`
        : null
  },
  {
    name: 'rules out several rivals',
    hard: false,
    finds: ({ rivalsToRuleOut }) => (rivalsToRuleOut.length < 3 ? `${rivalsToRuleOut.length} rivals` : null)
  }
]

/** Grades a plan, made from the catalogue alone: would it find this cause, and could it be talked into scaling? */
export function gradePlan(plan: Plan, truth: Truth): Grade {
  const checks = conditions.flatMap(({ name, hard, finds }): Check[] => {
    const found = finds(plan, truth)
    return found === undefined ? [] : [{ name, hard, fault: found === null ? null : 'WEAK_PLAN', reason: found ?? name }]
  })
  const worst = checks.find(({ hard, fault }) => hard && fault)?.fault
  return {
    label: worst ?? 'CORRECT',
    correct: !worst,
    checks,
    score: checks.filter(({ fault }) => fault === null).length / checks.length
  }
}
