/** The oracle function on AWS Lambda. */
import { oracleHandler } from '../oracle.js';
import { bucketStore } from './store.js';

const dailyDollars = process.env.STEPLADDER_DAILY_DOLLARS;

export const handler = oracleHandler(bucketStore(), {
  dailyDollars: dailyDollars === undefined ? undefined : Number(dailyDollars),
});
