import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Tuning, type TuningProps } from './tuning.js';

/** A stack with nothing but a `Tuning`. */
export class TuningStack extends Stack {
  readonly tuning: Tuning;

  constructor(
    scope: Construct,
    id: string,
    { tunings, parallelism, dailyBudget, checkpointDays, ...rest }: StackProps & TuningProps,
  ) {
    super(scope, id, rest);
    const limits = { parallelism, dailyBudget, checkpointDays };
    const given = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
    this.tuning = new Tuning(this, 'Tuning', { tunings, ...given });
  }
}
