package dev.agentpool.oldprogram;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Which command is meant, and how it ended. */
final class OldProgram {
  static final String VERSION = "agent-pool v0.9.0";
  private static final Map<String, Work> COMMANDS =
      Map.ofEntries(
          Map.entry("start", Running::start),
          Map.entry("stop", Asking::stop),
          Map.entry("status", Asking::status),
          Map.entry("watch", Asking::watch),
          Map.entry("mcp", Tools::mcp),
          Map.entry("seed", SeedCommand::seed),
          Map.entry("flush", Hooks::flush),
          Map.entry("guard", Hooks::guard),
          Map.entry("init", Making::init),
          Map.entry("add", Making::add),
          Map.entry("list", Making::list));

  private OldProgram() {}

  /** Does a command. */
  interface Work {
    /** Its exit code. */
    int run(List<String> words, Where here) throws Failed, IOException;
  }

  static int run(List<String> arguments, Where here) {
    if (arguments.isEmpty()) {
      here.out().print(Usage.TEXT);
      return 1;
    }
    String name = arguments.getFirst();
    switch (name) {
      case "help", "--help", "-h" -> {
        here.out().print(Usage.TEXT);
        return 0;
      }
      case "version" -> {
        here.out().println(VERSION);
        return 0;
      }
      default -> {
        return command(name, arguments.subList(1, arguments.size()), here);
      }
    }
  }

  private static int command(String name, List<String> words, Where here) {
    Work work = COMMANDS.get(name);
    if (work == null) {
      here.err().println("unknown command: " + name);
      here.out().print(Usage.TEXT);
      return 1;
    }
    try {
      return work.run(words, here);
    } catch (Failed failed) {
      here.err().println(failed.getMessage());
      return failed.code();
    } catch (IOException | RuntimeException e) {
      here.err().println("error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
      return 1;
    }
  }
}
