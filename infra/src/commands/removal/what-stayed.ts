import type { OpenStack } from '../open-stack.ts';
import { settingsFile } from '../pulumi/stack-settings.ts';
import type { StateResource } from './read-resources.ts';
import { describeResource } from './removal-plan.ts';

/** The resources of a stack around its removal. */
export interface Removal {
  before: readonly StateResource[];
  left: readonly StateResource[];
  /** Whether the stack went with its resources (`--remove`). */
  isStackGone: boolean;
}

/** What is still there after a removal, with the command that removes each by hand. */
export function whatStayed(
  { before, left, isStackGone }: Removal,
  { stack, stateBucket, region }: OpenStack,
): string[] {
  const forgotten = before.filter(
    ({ isRetained, id, type }) =>
      isRetained && !left.some((resource) => resource.id === id && resource.type === type),
  );
  const kept = [...left, ...forgotten];
  return [
    '',
    'Still there, to be removed by hand once you are sure:',
    '',
    // What was made last needs what was made before it.
    ...kept
      .toReversed()
      .flatMap((resource) => [
        `  ${describeResource(resource)}`,
        ...removeCommands(resource, region.region).map((command) => `    ${command}`),
      ]),
    ...(isStackGone ? [] : ofStack()),
    ...(stateBucket === null
      ? []
      : [
          `  The bucket of the state, ${stateBucket}, and every stack in it`,
          `    empty it in the S3 console (it keeps versions), then: aws s3 rb s3://${stateBucket}`,
        ]),
  ];

  function ofStack(): string[] {
    // With resources in it, a stack can only be removed by force.
    const force = left.length === 0 ? '' : ' --force';
    const isProtected = left.some((resource) => resource.isProtected);
    return [
      ...(isProtected
        ? [
            '  What is protected, the other way: let the stack remove it',
            `    npx nx config infra set protect false --stack=${stack}, then deploy, then destroy`,
          ]
        : []),
      `  The stack's settings (infra/${settingsFile(stack)}) and history`,
      `    npx nx pulumi infra stack rm ${stack}${force}`,
    ];
  }
}

const COMMANDS: Readonly<Record<string, (id: string) => string>> = {
  'aws:dynamodb/table:Table': (id) => `aws dynamodb delete-table --table-name ${id}`,
  'aws:cloudwatch/logGroup:LogGroup': (id) => `aws logs delete-log-group --log-group-name ${id}`,
  'aws:ecr/repository:Repository': (id) =>
    `aws ecr delete-repository --repository-name ${id} --force`,
  'aws:secretsmanager/secret:Secret': (id) => `aws secretsmanager delete-secret --secret-id ${id}`,
  'aws:iam/role:Role': (id) => `aws iam delete-role --role-name ${id}`,
  // Every REST API of the account in the region logs by it.
  'aws:apigateway/account:Account': () =>
    "aws apigateway update-account --patch-operations op=replace,path=/cloudwatchRoleArn,value=''",
  // The only policy of AWS's own that the program attaches; the id begins with the role's name.
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment': (id) =>
    `aws iam detach-role-policy --role-name ${id.replace(/[/-](?:arn:|\d{8,}).*'$/, "'")} --policy-arn arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
};

/** AWS itself refuses to delete what was made with `protect`, until this is run. */
const UNLOCKS: Readonly<Record<string, (id: string) => string>> = {
  'aws:dynamodb/table:Table': (id) =>
    `aws dynamodb update-table --table-name ${id} --no-deletion-protection-enabled`,
  'aws:cloudwatch/logGroup:LogGroup': (id) =>
    `aws logs put-log-group-deletion-protection --log-group-identifier ${id} --no-deletion-protection-enabled`,
};

function removeCommands({ type, id, isProtected }: StateResource, region: string): string[] {
  const unlock = isProtected ? UNLOCKS[type] : undefined;
  const commands = [unlock, COMMANDS[type]].flatMap((command) => command?.(`'${id}'`) ?? []);
  if (commands.length === 0) return ['in the console of AWS'];
  return commands.map((command) => `${command} --region ${region}`);
}
