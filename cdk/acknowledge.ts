import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/**
 * Allows actions on resources of which some are patterns, and says why to cdk-nag, which questions every `*`.
 *
 * @param reason why the pattern is no wider than it must be.
 */
export function allowPatterns(role: Role, actions: string[], resources: readonly string[], reason: string): void {
  role.addToPolicy(new PolicyStatement({ actions, resources: [...resources] }));
  acknowledgePatterns(role, resources, reason);
}

/** Tells cdk-nag why the role of a construct may use resources by these patterns. */
export function acknowledgePatterns(on: IConstruct, resources: readonly string[], reason: string): void {
  for (const resource of resources) {
    acknowledge(on, `AwsSolutions-IAM5[Resource::${rendered(Stack.of(on).resolve(resource))}]`, reason);
  }
}

/** Tells cdk-nag why a finding is as it should be. */
export function acknowledge(on: IConstruct, finding: string, reason: string): void {
  Validations.of(on).acknowledge({ id: `AwsSolutions::${finding}`, reason });
}

/** A resource as cdk-nag names it: references in angle brackets. */
function rendered(resolved: unknown): string {
  if (typeof resolved !== 'object' || resolved === null) return String(resolved);
  const [name, value] = Object.entries(resolved)[0] as [string, unknown];
  if (name === 'Ref') return `<${value}>`;
  if (name === 'Fn::GetAtt') return `<${(value as string[]).join('.')}>`;
  if (name !== 'Fn::Join') throw new Error(`${name} is not expected in an ARN`);
  const [separator, parts] = value as [string, unknown[]];
  return parts.map(rendered).join(separator);
}
