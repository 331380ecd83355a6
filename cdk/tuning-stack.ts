import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Tuning, type TuningProps } from './tuning.js';

/** A stack with nothing but a `Tuning`. */
export class TuningStack extends Stack {
  readonly tuning: Tuning;

  constructor(scope: Construct, id: string, props: StackProps & TuningProps) {
    super(scope, id, props);
    this.tuning = new Tuning(this, 'Tuning', props);
  }
}
