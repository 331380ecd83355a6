/** The app that `npx cdk deploy` deploys: the examples. */
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { TuningStack } from './tuning-stack.js';

const app = new App();
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new TuningStack(app, 'Stepladder', {
  description: 'Stepladder: serverless hyperparameter tuning',
  tunings: {
    mnist: { module: 'examples/mnist', files: ['images.bin.gz'], memory: 2048 },
    retrieval: { module: 'examples/retrieval', files: ['collection.json.gz'], memory: 1024 },
    'svc-grid': { module: 'examples/svc-grid', memory: 512 },
  },
});
