package dev.agentpool.cli.top;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Command;
import dev.agentpool.cli.command.Surroundings;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Sheet;
import dev.agentpool.cli.terminal.Size;
import dev.agentpool.cli.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.utils.AttributedString;
import picocli.CommandLine;

/**
 * What another command prints, as a page that is looked at in place. The command runs on a thread
 * of its own until it is done or the page is closed. For one thread.
 */
final class Shown implements AutoCloseable {
  private final String title;
  private final Row about;
  private final Printed printed;
  private final Thread running;
  private int from;
  private boolean follows;

  /**
   * @param size how large a page is
   * @param about what keys on the page are about
   * @param follows whether the newest lines are looked at until the person looks elsewhere
   */
  Shown(
      Surroundings here,
      Runnable news,
      Supplier<Size> size,
      Row about,
      boolean follows,
      Command command,
      String... arguments) {
    CommandLine.Command words = command.getClass().getAnnotation(CommandLine.Command.class);
    this.title = (words == null ? "" : words.name() + " ") + String.join(" ", arguments);
    this.about = about;
    this.follows = follows;
    this.printed = new Printed(news);
    Terminal paper =
        new Terminal(
            InputStream.nullInputStream(),
            Terminal.printer(printed),
            Terminal.printer(OutputStream.nullOutputStream()),
            false,
            true,
            false,
            here.terminal().colourful(),
            new Sheet(size));
    Surroundings there =
        new Surroundings(environment(here), here.directory(), paper, here.daemon());
    running = Thread.ofVirtual().name("top-page").start(() -> run(there, command, arguments));
  }

  private static void run(Surroundings there, Command command, String... arguments) {
    try {
      new CommandLine(command).setExpandAtFiles(false).parseArgs(arguments);
      command.run(there);
    } catch (CliException | CommandLine.ParameterException refused) {
      there.terminal().printRow(Colour.RED, String.valueOf(refused.getMessage()));
    }
    there.terminal().flush();
  }

  /** No pager: the page is one. */
  private static Map<String, String> environment(Surroundings here) {
    Map<String, String> environment = new HashMap<>(here.environment());
    environment.put("AGENTPOOL_PAGER", "cat");
    return environment;
  }

  Row about() {
    return about;
  }

  String title() {
    return title;
  }

  /** What there is room for, from where the person looks. */
  List<AttributedString> lines(int columns, int rows) {
    List<AttributedString> all = printed.lines(columns);
    int last = Math.max(0, all.size() - rows);
    from = follows ? last : Math.clamp(from, 0, last);
    return all.subList(from, Math.min(all.size(), from + rows));
  }

  /** Looks so many lines further down, or up. */
  void move(int lines) {
    from = Math.max(0, from + lines);
    follows = false;
  }

  /** Looks at the newest lines, and at those that come. */
  void toEnd() {
    follows = true;
  }

  @Override
  public void close() {
    printed.close();
    running.interrupt();
  }
}
