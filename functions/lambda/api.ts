/** The API function on AWS Lambda. */
import './oracles.js';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { s3Client } from '../../shared/store/s3.js';
import { deleteStudy } from '../../shared/study/delete.js';
import { computeSchema } from '../../shared/study/records.js';
import { apiHandler } from '../api.js';
import { EventSchedules } from '../aws/event-schedules.js';
import { PresignedCheckpoints } from '../aws/presigned-checkpoints.js';
import { StepFunctionsRunner } from '../aws/step-functions-runner.js';
import { environment } from '../environment.js';
import { bucketStore } from './store.js';

const tuningsSchema = z.record(
  z.string(),
  computeSchema.extend({ trialFunction: z.string(), package: z.enum(['zip', 'image']) }),
);

const client = s3Client();
const store = bucketStore(client);
const stateMachineArn = environment('STEPLADDER_STATE_MACHINE');

export const handler = apiHandler({
  store,
  remove: (study) => deleteStudy(store, study),
  runner: new StepFunctionsRunner(new SFNClient({}), stateMachineArn),
  schedules: new EventSchedules({
    client: new SchedulerClient({}),
    group: environment('STEPLADDER_SCHEDULE_GROUP'),
    stateMachineArn,
    roleArn: environment('STEPLADDER_SCHEDULE_ROLE'),
  }),
  checkpoints: new PresignedCheckpoints(client, environment('STEPLADDER_BUCKET')),
  tunings: tuningsSchema.parse(JSON.parse(environment('STEPLADDER_TUNINGS'))),
  mostSlots: Number(environment('STEPLADDER_MOST_SLOTS')),
  clock: Date.now,
  logError: console.error,
});
