import { spawn } from 'node:child_process';

/** The display that all windows are drawn on: an office screen of 1366 × 768. */
const DISPLAY = `:${70 + (process.pid % 900)}`;

/** Starts a display without a screen for the whole run. */
export default async function setup(): Promise<() => void> {
  const display = spawn('Xvfb', [DISPLAY, '-screen', '0', '1366x768x24', '-nolisten', 'tcp'], {
    stdio: 'ignore',
  });
  process.env.DISPLAY = DISPLAY;
  // The web view wants a colour scheme that does not depend on the machine.
  process.env.GTK_THEME = 'Adwaita';
  await new Promise((resolve) => setTimeout(resolve, 700));
  if (display.exitCode !== null) throw new Error('Xvfb could not be started');
  return () => void display.kill();
}
