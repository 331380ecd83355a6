/** The oracle function on AWS Lambda. */
import './oracles.js';
import { environment } from '../environment.js';
import { oracleHandler } from '../oracle.js';
import { bucketStore } from './store.js';

const dailyDollars = process.env.STEPLADDER_DAILY_DOLLARS;
const mostSlots = Number(environment('STEPLADDER_MOST_SLOTS'));

export const handler = oracleHandler(bucketStore(), {
  dailyDollars: dailyDollars === undefined ? undefined : Number(dailyDollars),
  mostSlots,
});
