/** URL of a resource as GCE itself writes it, whatever host the API is asked at. */
export function resourceLink(project: string, path: string): string {
  return `https://www.googleapis.com/compute/v1/projects/${project}/${path}`;
}
