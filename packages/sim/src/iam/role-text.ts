/** A role of one's own, as it is to be made. */
export interface RoleDraft {
  /** Such as `deployer`: letters, digits, dots and underscores. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly permissions: readonly string[];
  /** The project that it is made in. Default: whoever makes it says. */
  readonly project?: string;
}

/** As `gcloud iam roles create --file` takes it. */
export const roleAsYaml = ({ id, title, description, permissions, project = 'PROJECT' }: RoleDraft): string =>
  [
    `# gcloud iam roles create ${id} --project=${project} --file=THIS_FILE`,
    `title: ${yamlText(title)}`,
    `description: ${yamlText(description)}`,
    'stage: GA',
    ...(permissions.length === 0
      ? ['includedPermissions: []']
      : ['includedPermissions:', ...permissions.map((permission) => `- ${permission}`)]),
  ].join('\n');

/** As a resource of Terraform's provider for Google. */
export const roleAsTerraform = ({ id, title, description, permissions, project }: RoleDraft): string =>
  [
    `resource "google_project_iam_custom_role" "${id}" {`,
    ...(project === undefined ? [] : [`  project     = ${terraformText(project)}`]),
    `  role_id     = "${id}"`,
    `  title       = ${terraformText(title)}`,
    `  description = ${terraformText(description)}`,
    '  permissions = [',
    ...permissions.map((permission) => `    "${permission}",`),
    '  ]',
    '}',
  ].join('\n');

/** What is no plain text of YAML is put in quotes, as JSON has them. */
const yamlText = (text: string): string => (/^[A-Za-z][\w ,./()-]*$/.test(text) ? text : JSON.stringify(text));

const terraformText = (text: string): string => JSON.stringify(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
