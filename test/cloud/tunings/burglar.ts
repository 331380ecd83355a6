import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { defineTuning } from 'stepladder';

/** A trial that tries what its function's role must not allow, and reports what it got away with (1) and what not (0). */
export default defineTuning({
  objective: { name: 'score', direction: 'max' },
  space: (hp) => hp.boolean('x'),
  evaluate: async (_, { study }) => {
    const client = new S3Client({});
    const Bucket = process.env.STEPLADDER_BUCKET as string;
    const at = (name: string) => ({ Bucket, Key: `studies/${study}/${name}` });
    const once = { IfNoneMatch: '*', Body: '{}' };
    const succeeds = async (send: Promise<unknown>) =>
      send.then(
        () => 1,
        (error: Error) => {
          if (error.name === 'AccessDenied') return 0;
          throw error;
        },
      );
    return {
      score: 1,
      deletesDefinition: await succeeds(client.send(new DeleteObjectCommand(at('study.json')))),
      deletesRun: await succeeds(client.send(new DeleteObjectCommand(at('runs/0001.json')))),
      handsOutLeg: await succeeds(client.send(new PutObjectCommand({ ...at('legs/000900.assigned.json'), ...once }))),
      stopsRun: await succeeds(client.send(new PutObjectCommand({ ...at('runs/0001.stop.json'), ...once }))),
      startsStudy: await succeeds(
        client.send(new PutObjectCommand({ Bucket, Key: 'studies/other/study.json', ...once })),
      ),
      writesElsewhere: await succeeds(client.send(new PutObjectCommand({ Bucket, Key: 'anything', ...once }))),
      overwritesResult: await succeeds(
        client.send(new PutObjectCommand({ ...at('legs/000901.result.json'), Body: '{}' })),
      ),
      readsElsewhere: await succeeds(client.send(new GetObjectCommand({ Bucket, Key: 'days/2026-11-24/burgled' }))),
      deletesCheckpoint: await succeeds(client.send(new DeleteObjectCommand({ Bucket, Key: 'checkpoints/burgled/0' }))),
    };
  },
});
