/** How often it is asked whether the client lives, in milliseconds. */
const interval = 3000;

/** Calls once when no process of that number is left: a client that was killed says nothing, and may leave its streams open. */
export function whenProcessEnds(processId: number, listener: () => void): void {
  const timer = setInterval(() => {
    if (isRunning(processId)) return;
    clearInterval(timer);
    listener();
  }, interval);
  timer.unref();
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // A process that may not be signaled is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
