package dev.agentpool.cli.top;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.Curses;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/**
 * The whole of the terminal, of which only what changed is drawn. What was on it before, and how it
 * took keys, is there again at the end, however the program ends. Thread-safe.
 */
final class FullScreen implements AutoCloseable {
  private final Terminal terminal;
  private final Display display;
  private final Thread leaving;
  private final OutputStream screen = new FileOutputStream(FileDescriptor.out);
  private final String leaves;
  private Attributes before; // guarded by this
  private boolean isLeft; // guarded by this

  /**
   * @param resized runs on any thread when the terminal has another size
   * @param interrupted runs on any thread when the person interrupts
   */
  FullScreen(Runnable resized, Runnable interrupted) throws IOException {
    // else it draws box lines as letters of a second set, which not every terminal has
    System.setProperty(TerminalBuilder.PROP_DISABLE_ALTERNATE_CHARSET, "true");
    terminal =
        TerminalBuilder.builder()
            .system(true)
            .provider("exec") // stty: no native code, and so no flag for the JDK
            .dumb(false)
            .encoding(StandardCharsets.UTF_8)
            .graphemeCluster(false) // a line is as wide as its characters, as Columns counts
            .signalHandler(Terminal.SignalHandler.SIG_IGN)
            .build();
    terminal.handle(Terminal.Signal.WINCH, _ -> resized.run());
    terminal.handle(Terminal.Signal.INT, _ -> interrupted.run());
    display = new Display(terminal, true);
    leaves = said(Capability.cursor_normal) + said(Capability.exit_ca_mode);
    leaving = Thread.ofPlatform().name("full-screen").unstarted(this::leave);
    Runtime.getRuntime().addShutdownHook(leaving);
    before = terminal.getAttributes();
    enter();
  }

  private String said(Capability what) {
    String said = terminal.getStringCapability(what);
    return said == null ? "" : Curses.tputs(said);
  }

  private synchronized void enter() {
    before = terminal.enterRawMode();
    terminal.puts(Capability.enter_ca_mode);
    terminal.puts(Capability.cursor_invisible);
    isLeft = false;
    resize();
  }

  private synchronized void leave() {
    if (isLeft) {
      return;
    }
    isLeft = true;
    try {
      terminal.flush();
      terminal.setAttributes(before);
    } catch (IllegalStateException | IOError closed) {
      // at the end of the process, by a hook of its own, which gave the attributes back
    }
    try {
      screen.write(leaves.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException gone) {
      // so is the screen
    }
  }

  /** Takes the terminal's size anew; all of it is drawn next. */
  synchronized void resize() {
    Size size = size();
    display.resize(size.getRows(), size.getColumns());
    display.clear();
  }

  /** How large the screen is that is drawn. */
  synchronized Size drawnSize() {
    return new Size(display.getColumns(), display.getRows());
  }

  private Size size() {
    Size size = terminal.getSize();
    return size.getRows() < 1 || size.getColumns() < 1 ? new Size(80, 24) : size;
  }

  /**
   * Draws these lines, none of them longer than the terminal is wide.
   *
   * @param column where the cursor stands in the last line; negative for nowhere
   */
  synchronized void draw(List<AttributedString> lines, int column) {
    if (isLeft) {
      return;
    }
    terminal.puts(column < 0 ? Capability.cursor_invisible : Capability.cursor_normal);
    display.update(lines, drawnSize().cursorPos(lines.size() - 1, Math.max(0, column)));
    terminal.flush(); // the cursor too, when nothing else changed
  }

  /** The terminal is another program's until that is over. No key may be waited for meanwhile. */
  void lend(Lent program) throws IOException {
    leave();
    try {
      program.run();
    } finally {
      enter();
    }
  }

  /** What has the terminal for a while. */
  interface Lent {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(leaving);
      leave();
      terminal.close();
    } catch (IllegalStateException ending) {
      // it is done by then
    }
  }
}
