package dev.agentpool.cli.command;

import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tells a person who looks elsewhere, by the first that there is of: the program of {@value
 * #CHOSEN}, a notice of the desktop, the terminal. What is told is one short line each and goes to
 * a program as arguments, never through a shell. It fails nothing: what cannot be told is said on
 * the terminal, once. Thread-safe.
 */
final class Notifier {
  /** Names a program that is called with a title and a text. */
  static final String CHOSEN = "AGENTPOOL_NOTIFY";

  private static final int LONGEST_TITLE = 80;
  private static final int LONGEST_TEXT = 240;
  private static final int PATIENCE_SECONDS = 2;
  private static final File NOTHING = new File("/dev/null");
  private final Surroundings here;
  private boolean complained;

  Notifier(Surroundings here) {
    this.here = here;
  }

  synchronized void tell(String title, String text) {
    String head = "agentpool: " + Text.oneLine(Text.clean(title), LONGEST_TITLE);
    String body = Text.oneLine(Text.clean(text), LONGEST_TEXT);
    Optional<List<String>> command = command(head, body);
    String fault = command.isEmpty() ? "there is no program for it" : ran(command.get());
    if (!fault.isEmpty() && !rang(head + ": " + body)) {
      complain("nothing here can: " + fault);
    } else if (!fault.isEmpty() && command.isPresent()) {
      complain(fault + "; the terminal's bell rings instead");
    }
  }

  private void complain(String why) {
    if (!complained) {
      complained = true;
      here.terminal()
          .say(
              Colour.YELLOW,
              "--notify: "
                  + why
                  + " ("
                  + CHOSEN
                  + " names a program that is called with a title and a text)");
    }
  }

  /** Empty when there is none. */
  private Optional<List<String>> command(String head, String body) {
    Map<String, String> environment = here.environment();
    String chosen = environment.getOrDefault(CHOSEN, "");
    if (!chosen.isBlank()) {
      return Optional.of(List.of(chosen, head, body));
    }
    boolean hasDesktop =
        List.of("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS").stream()
            .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    Optional<Path> linux = Executables.find(environment, "notify-send");
    if (hasDesktop && linux.isPresent()) {
      return Optional.of(List.of(linux.get() + "", "--app-name=agentpool", "--", head, body));
    }
    return Executables.find(environment, "osascript")
        .map(mac ->
            List.of(
                mac.toString(),
                "-e",
                "on run argv",
                "-e",
                "display notification (item 2 of argv) with title (item 1 of argv)",
                "-e",
                "end run",
                head,
                body));
  }

  /** Why it told nobody; empty when it did, or takes longer than anybody waits for it. */
  private String ran(List<String> command) {
    List<String> whole = new ArrayList<>(command);
    String name = command.getFirst();
    Executables.find(here.environment(), name).ifPresent(found -> whole.set(0, found.toString()));
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .directory(here.directory().toFile())
            .redirectInput(NOTHING)
            .redirectOutput(NOTHING)
            .redirectError(NOTHING);
    builder.environment().clear();
    builder.environment().putAll(here.environment());
    try {
      Process process = builder.start();
      boolean isOver = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return !isOver || process.exitValue() == 0
          ? ""
          : name + " ended with exit code " + process.exitValue();
    } catch (IOException e) {
      return "cannot run " + name + ": " + e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  /** Whether there is a terminal: it shows what it can of it, and rings. */
  private boolean rang(String line) {
    Terminal terminal = here.terminal();
    if (!terminal.errIsTerminal()) {
      return false;
    }
    terminal.ring(
        line, !List.of("dumb", "linux").contains(here.environment().getOrDefault("TERM", "dumb")));
    return true;
  }
}
