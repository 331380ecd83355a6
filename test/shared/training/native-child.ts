/**
 * Main module of a process that trains a leg of the digits on the backend that its environment names. It takes the leg as
 * JSON, and two files: the checkpoint to go on from, or '', and where to write the one that it ends with. It prints the result.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { BenchStudy } from './bench-study.js';
import { digitsTuning } from './digits.js';

const [leg = '{}', from = '', to = ''] = process.argv.slice(2);
const study = new BenchStudy(digitsTuning(() => tf.train.adam(0.01)));
const checkpoint = 'studies/s/checkpoints/000000.given';
if (from) await study.store.create(checkpoint, readFileSync(from));
const result = await study.leg({ ...JSON.parse(leg), ...(from && { checkpoint }) });
const written = result.checkpoint && (await study.store.get(result.checkpoint));
if (written) writeFileSync(to, written);
process.stdout.write(JSON.stringify(result));
