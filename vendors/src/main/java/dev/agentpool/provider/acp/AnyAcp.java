package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An agent that a person names by a few lines of configuration. */
final class AnyAcp {
  /** Before the name that a person gives. */
  static final String PREFIX = "acp";

  /** What the error of a model API looks like that an agent passes on as its answer. */
  static final Pattern ERROR_TEXT =
      Pattern.compile(
          "\\s*(?:API )?Error:? *(?:code:? *)?\\(?[45]\\d\\d\\b", Pattern.CASE_INSENSITIVE);

  private AnyAcp() {}

  static AcpCli of(Settings settings) {
    return of(settings.get(SettingKeys.PROVIDER), settings);
  }

  static AcpCli of(String name, Settings settings) {
    return of(name, settings.vendor(name));
  }

  static AcpCli of(String name, Map<String, Object> members) {
    return new AcpTable(DataTable.of(name, members)).cli(name, executable());
  }

  /** What the daemon after this one must know of an agent; how it is started is done. */
  static Map<String, Object> kept(Map<String, Object> members) {
    Map<String, Object> kept = new HashMap<>(members);
    kept.keySet().removeAll(Set.of("command", "environment"));
    return kept;
  }

  private static DataTable table(String name, Settings settings) {
    return DataTable.of("[provider.\"" + name + "\"]", settings.vendor(name));
  }

  /** What is wrong with its table, a sentence each. */
  static List<String> objections(String name, Settings settings) {
    List<String> objections = new ArrayList<>();
    DataTable table = table(name, settings);
    if (command(name, settings).isEmpty()) {
      objections.add(
          "[provider.\""
              + name
              + "\"] does not say how the agent is started: write command = [\"my-agent\","
              + " \"--acp\"] into it, in your config.toml");
    }
    var unused = table.text("model");
    new AcpTable(table).cli(name, executable());
    objections.addAll(table.objections());
    return objections;
  }

  private static List<String> command(String name, Settings settings) {
    return table(name, settings).texts("command");
  }

  /** The first word of its command. */
  static Executable executable() {
    return new Executable() {
      @Override
      public Optional<Path> find(SessionSpec spec) {
        Settings settings = spec.settings();
        List<String> command = command(settings.get(SettingKeys.PROVIDER), settings);
        return command.isEmpty() ? Optional.empty() : find(command.getFirst(), spec);
      }

      private static Optional<Path> find(String word, SessionSpec spec) {
        if (word.contains("/")) {
          return executable(spec.workingDirectory().resolve(home(word, spec)));
        }
        String path = spec.environment().getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
        for (String folder : path.split(":")) {
          Optional<Path> found =
              folder.isEmpty() ? Optional.empty() : executable(Path.of(folder, word));
          if (found.isPresent()) {
            return found;
          }
        }
        return Optional.empty();
      }

      private static String home(String word, SessionSpec spec) {
        return word.startsWith("~/")
            ? spec.environment().getOrDefault("HOME", "") + word.substring(1)
            : word;
      }

      private static Optional<Path> executable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file)
            ? Optional.of(file.toAbsolutePath())
            : Optional.empty();
      }

      @Override
      public String missing(SessionSpec spec) {
        Settings settings = spec.settings();
        String name = settings.get(SettingKeys.PROVIDER);
        List<String> command = command(name, settings);
        return command.isEmpty()
            ? objections(name, settings).getFirst()
            : "command in [provider.\""
                + name
                + "\"] names "
                + command.getFirst()
                + ", which is no executable file"
                + (command.getFirst().contains("/") ? "" : " on the PATH that agents are given")
                + ": install it there, or correct it";
      }
    };
  }
}
