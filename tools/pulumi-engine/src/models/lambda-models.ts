import { physicalName } from './physical-name.ts';
import { arnIn, type Place } from './place.ts';
import type { ResourceModels } from './resource-model.ts';
import { text } from './text.ts';

export const lambdaModels: ResourceModels = {
  'aws:lambda/function:Function': (resource) => {
    const { place, digest } = resource;
    const name = physicalName(resource);
    const arn = arnIn(place, 'lambda', `function:${name}`);
    return {
      id: name,
      outputs: {
        name,
        arn,
        qualifiedArn: `${arn}:$LATEST`,
        version: '$LATEST',
        invokeArn: invocation(place, `2015-03-31/functions/${arn}/invocations`),
        qualifiedInvokeArn: invocation(place, `2015-03-31/functions/${arn}:$LATEST/invocations`),
        responseStreamingInvokeArn: invocation(
          place,
          `2021-11-15/functions/${arn}/response-streaming-invocations`,
        ),
        codeSha256: digest(64, 'code'),
        sourceCodeSize: 0,
      },
    };
  },
  'aws:lambda/functionUrl:FunctionUrl': ({ inputs, place, digest }) => {
    const functionName = text(inputs, 'functionName');
    const urlId = digest(32);
    return {
      id: functionName,
      outputs: {
        urlId,
        functionArn: arnIn(place, 'lambda', `function:${functionName}`),
        functionUrl: `https://${urlId}.lambda-url.${place.region}.on.aws/`,
      },
    };
  },
  'aws:lambda/permission:Permission': ({ name, inputs, digest }) => {
    const { statementId: given } = inputs;
    const statementId = typeof given === 'string' ? given : `${name}-${digest(7)}`;
    return { id: statementId, outputs: { statementId } };
  },
};

const invocation = ({ partition, region }: Place, path: string): string =>
  `arn:${partition}:apigateway:${region}:lambda:path/${path}`;
