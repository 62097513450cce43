import * as vscode from "vscode";

/** Shows the output of builds, one terminal for each set of bake files. */
export interface BuildTerminal {
  /** Lines end with `\n`. */
  write(text: string): void;
  show(): void;
}

export class BuildTerminals implements vscode.Disposable {
  readonly #terminals = new Map<string, OpenTerminal>();
  #last: OpenTerminal | undefined;

  /** The terminal of a set, made anew when the user has closed it. `onInterrupt` answers Ctrl+C until the next run. */
  open(key: string, title: string, onInterrupt: () => void): BuildTerminal {
    let terminal = this.#terminals.get(key);
    if (!terminal) {
      terminal = new OpenTerminal(title, () => this.#forget(key));
      this.#terminals.set(key, terminal);
    }
    terminal.onInterrupt = onInterrupt;
    this.#last = terminal;
    return terminal;
  }

  /** Shows the output of the last run. Returns whether there is any. */
  showLast(): boolean {
    this.#last?.show();
    return this.#last !== undefined;
  }

  #forget(key: string): void {
    if (this.#last === this.#terminals.get(key)) this.#last = undefined;
    this.#terminals.delete(key);
  }

  dispose(): void {
    for (const terminal of this.#terminals.values()) terminal.dispose();
  }
}

const maximumBacklog = 2_000_000;

class OpenTerminal implements BuildTerminal {
  onInterrupt: () => void = () => undefined;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #terminal: vscode.Terminal;
  #isOpen = false;
  #backlog = "";

  constructor(title: string, onClosed: () => void) {
    const pty: vscode.Pseudoterminal = {
      onDidWrite: this.#written.event,
      open: () => {
        this.#isOpen = true;
        this.#written.fire(this.#backlog);
        this.#backlog = "";
      },
      close: onClosed,
      handleInput: (data) => {
        if (data.includes("\u0003")) this.onInterrupt();
      },
    };
    this.#terminal = vscode.window.createTerminal({ name: `Bakewell: ${title}`, pty, iconPath: new vscode.ThemeIcon("package"), isTransient: true });
  }

  write(text: string): void {
    const lines = text.replaceAll("\n", "\r\n");
    // A terminal that was never shown is not open: what it is to show waits, and only its end if it is very long.
    if (this.#isOpen) this.#written.fire(lines);
    else this.#backlog = (this.#backlog + lines).slice(-maximumBacklog);
  }

  show(): void {
    this.#terminal.show(true);
  }

  dispose(): void {
    this.#terminal.dispose();
    this.#written.dispose();
  }
}
