import { spawn } from 'node:child_process';
import { once } from 'node:events';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Opens a file with what the system has for it, and does not wait for that to end.
 *
 * @returns why it cannot, in words that follow the path; undefined where it was opened
 */
export async function openFile(
  path: string,
  platform: NodeJS.Platform,
  environment: Environment,
): Promise<string | undefined> {
  const [program, ...args] = openerOf(platform);
  // Without a screen it would look for a browser of the terminal, and take that over.
  const isBlind =
    platform !== 'darwin' && platform !== 'win32' && !environment['DISPLAY'] && !environment['WAYLAND_DISPLAY'];
  if (isBlind) return 'is not opened, for there is no screen here';
  const child = spawn(program, [...args, path], { detached: true, stdio: 'ignore', env: { ...environment } });
  try {
    await once(child, 'spawn');
  } catch {
    return `is not opened, for there is no ${program} here`;
  }
  child.unref();
  return undefined;
}

function openerOf(platform: NodeJS.Platform): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}
