package dev.agentpool.cli.review;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.client.ExitCode;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Terminal;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/** Shows long text a screen at a time where a person looks at it; elsewhere it is just printed. */
public record Pager(Surroundings here) {
  /** A shell's answer for a program that is not there, or cannot be run. */
  private static final int NOT_RUN = 126;

  public void show(Consumer<Terminal> text) {
    Terminal terminal = here.terminal();
    String command = command();
    if (!terminal.outIsTerminal() || command.isBlank() || command.equals("cat")) {
      text.accept(terminal);
      terminal.flush();
      return;
    }
    try {
      page(command, text);
    } catch (IOException noPager) {
      text.accept(terminal);
      terminal.flush();
    }
  }

  private String command() {
    Map<String, String> environment = here.environment();
    String usual = environment.getOrDefault("PAGER", "less");
    return environment.getOrDefault("AGENTPOOL_PAGER", usual);
  }

  /** The person may leave it before its end: what cannot be written then is not missed. */
  private void page(String command, Consumer<Terminal> text) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command);
    builder.environment().putIfAbsent("LESS", "FRX");
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    here.terminal().flush();
    Process process = builder.start();
    Terminal terminal = here.terminal();
    Terminal paged =
        new Terminal(
            terminal.in(),
            Terminal.printer(process.getOutputStream()),
            terminal.err(),
            terminal.inIsTerminal(),
            true,
            terminal.errIsTerminal(),
            terminal.colourful(),
            terminal.sheet());
    text.accept(paged);
    paged.out().close();
    try {
      if (process.waitFor() >= NOT_RUN) {
        throw new IOException("cannot run " + command);
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new CliException(ExitCode.INTERRUPTED, "interrupted");
    }
  }
}
