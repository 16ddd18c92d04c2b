/**
 * Who may do what, of the option `iam`. What is left out is empty: a caller without any role is refused everything. Policies
 * that are set later, by the API or by {@link Iam.setPolicy}, take the place of those that are given here for the same resource.
 */
export interface IamOptions {
  /** Who shows which token, access or refresh: `{ 'alice-token': 'user:alice@example.com' }`. */
  readonly tokens?: Readonly<Record<string, string>>;
  /** Members of groups: `{ 'team@example.com': ['user:alice@example.com', 'group:others@example.com'] }`. */
  readonly groups?: Readonly<Record<string, readonly string[]>>;
  /** Roles of one's own, by name: `projects/shop/roles/deployer` or `organizations/1/roles/deployer`. */
  readonly roles?: Readonly<Record<string, CustomRole>>;
  /**
   * Policies by resource: `projects/shop`, `folders/1`, `organizations/1`, `projects/shop/serviceAccounts/EMAIL`, or the path of a
   * resource of Compute, such as `projects/shop/zones/us-central1-a/instances/web`, which need not exist yet.
   */
  readonly policies?: Readonly<Record<string, IamPolicy>>;
  /** The folders and organizations above projects, whose policies hold there too: `{ 'projects/shop': ['folders/1'] }`. */
  readonly ancestors?: Readonly<Record<string, readonly string[]>>;
}

/** As `gcloud iam roles create --file` takes it: what is not about permissions is looked past. */
export interface CustomRole {
  readonly title?: string;
  readonly description?: string;
  readonly stage?: string;
  /** Such as `compute.instances.get`. */
  readonly includedPermissions: readonly string[];
}

/** Who has which roles on a resource, and on all that is in it. */
export interface IamPolicy {
  readonly bindings?: readonly IamBinding[];
  readonly etag?: string;
  readonly version?: number;
}

export interface IamBinding {
  /** `roles/compute.viewer`, or a role of one's own by its full name. */
  readonly role: string;
  /** `user:`, `serviceAccount:`, `group:` with an e-mail address, `domain:example.com`, `allUsers`, `allAuthenticatedUsers`. */
  readonly members: readonly string[];
  /** When it holds. */
  readonly condition?: IamCondition;
}

export interface IamCondition {
  readonly title?: string;
  readonly description?: string;
  /**
   * In the Common Expression Language, of `resource.name`, `resource.type`, `resource.service` and `request.time`, such as
   * `resource.name.startsWith("projects/shop/zones/us-central1-a/instances/web-")`. What cannot be evaluated is refused when it is set.
   */
  readonly expression: string;
}
