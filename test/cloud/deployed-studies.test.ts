import { accidents } from './accidents.js';
import { deployed } from './deployed.js';
import { mnist } from './mnist.js';
import { program } from './program.js';
import { minutelySchedule, schedules } from './schedules.js';
import { stopAndResume } from './stop-resume.js';

const slowModel = 'test/cloud/tunings/slow-model.ts';

/** One deployment for all whose studies do not disturb each other: to make it takes as long as most of its tests. */
const cloud = deployed({
  tunings: {
    accidents: { module: 'test/cloud/tunings/accidents.ts', memory: 512, timeout: 5 },
    'slow-model': { module: slowModel, memory: 512, timeout: 6, environment: { SLOW: '500' } },
    digits: { module: 'test/fixtures/digits.ts', memory: 1024 },
    slow: { module: slowModel, memory: 512, environment: { SLOW: '100' } },
    tuning: { module: 'test/fixtures/program/tuning.ts', memory: 1024 },
    mnist: { module: 'examples/mnist', files: ['images.bin.gz'], memory: 2048 },
    'no-op': { module: 'test/fixtures/no-op.ts', memory: 256 },
    steady: { module: 'test/cloud/tunings/steady.ts', memory: 256 },
  },
  oracles: ['test/fixtures/annealing.ts'],
});

minutelySchedule(cloud);
accidents(cloud);
stopAndResume(cloud);
program(cloud);
mnist(cloud);
schedules(cloud);
