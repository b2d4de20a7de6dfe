/** The words of Inquest: schemas, the types inferred from them, and pure functions on them. */
export { epochMsOf, Instant, instantOf, minutesBetween, TimeWindow } from './time.ts'
export { CauseCategory, causeTitles, RemedyClass } from './taxonomy.ts'
export {
  AlertRecord,
  type Attributes,
  ChangeRecord,
  EventRecord,
  MetricRecord,
  type RecordOf,
  recordSchemas,
  ReportRecord,
  RequestRecord,
  SpanRecord,
  StatementRecord,
  TableName
} from './record.ts'
export { Brief, Incident, PersonalDataType, Source, Zone } from './source.ts'
export { CallArguments, cellOf, Citation, citeCell, citeFact, Column, Evidence, rowsOf, Scalar } from './evidence.ts'
export {
  type CitedValue,
  evidenceOf,
  formatValue,
  renderStatement,
  state,
  Statement,
  ValueFormat,
  type ValuesOf
} from './statement.ts'
export { Dimension, Finding, Hypothesis, Prediction, Subject, TestResult, Trigger } from './hypothesis.ts'
export { Plan, SpecialistRole, Task } from './plan.ts'
export { Steering } from './steering.ts'
export {
  Discrimination,
  GateResult,
  JudgedHypothesis,
  Objection,
  Remedy,
  RootCause,
  ScalingPartName,
  ScalingTest,
  Score,
  Verdict
} from './verdict.ts'
export {
  Contradiction,
  Design,
  FetchNext,
  Impact,
  noImpact,
  QuotedLine,
  RunFacts,
  RunRecord,
  TimelineEvent,
  Usage
} from './run-record.ts'
export {
  Detector,
  DetectorClause,
  DetectorRule,
  DetectorSignal,
  lookbackSecondsOf,
  RunMeasure,
  RunPopulation
} from './detector.ts'
export { AlertRoute, Backtest, DroppedDetector, Monitoring, ProvenDetector, ServiceLevel, ValidationTask } from './monitoring.ts'
export {
  Continuity,
  KnowledgeItem,
  Measure,
  MeasureKind,
  MeasureParameter,
  ObservabilityGap,
  PreventionCheck,
  Resilience,
  Runbook,
  type RunbookStep,
  StandardPoint,
  type TrialOutcome,
  TrialTable,
  WorkItem
} from './resilience.ts'
export { Elsewhere, HealthyDays, Rehearsal } from './elsewhere.ts'
export { JournalEvent, JournalLine, PhaseName } from './journal.ts'
export { isAskedBehind, isLetThrough, SeriesRole, seriesRoleOf } from './series-role.ts'
export {
  categoriesOf,
  type ChangeContent,
  changeContent,
  isLimitName,
  isUnlimited,
  magnitudeOf,
  magnitudesOf,
  type SettingChange,
  settingChanges,
  settingChangesOf,
  touchFor
} from './changes/index.ts'
export { camelApart, wordsApart } from './words-apart.ts'
