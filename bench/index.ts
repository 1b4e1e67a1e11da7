export {
  apart,
  digestOf,
  type Experiment,
  type MetricSummary,
  type PairSummary,
  type Result,
  type Summary,
  score,
  summarise,
} from "./experiment.ts"
export { type Incrementality, type Increments, increments, type Kind, kinds, summarise as summariseIncrements } from "./incrementality.ts"
export type { Grade, Side, Verdict } from "./judgement.ts"
export { type Metrics, measure } from "./metrics.ts"
export { type Outcome, play, playStrategy, type Watch } from "./play.ts"
export { cards, type MetricCard, type MetricName, primary, type ScoreName, scoreNames, scores } from "./scores.ts"
export { say, sentence } from "./sentence.ts"
export { type Interval, type Mean, mean } from "./statistics/mean.ts"
export { type Paired, paired } from "./statistics/paired.ts"
export { probabilityOfImprovement } from "./statistics/probabilityOfImprovement.ts"
export { replicationsNeeded } from "./statistics/replicationsNeeded.ts"
export * as studentT from "./statistics/studentT.ts"
export { evaluate, heldOutLuck, type Training, trainable, trainEpisode, trainingLuck, withTrained } from "./training.ts"
export { grade, verdict, verdicts } from "./verdict.ts"
export { sources, version } from "./version.generated.ts"
