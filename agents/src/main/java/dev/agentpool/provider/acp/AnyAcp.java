package dev.agentpool.provider.acp;

import dev.agentpool.provider.cli.Executable;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.settings.Access;
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

  static final Set<String> KNOWN = Set.of("command", "environment", "model");

  /** What the error of a model API looks like that an agent passes on as its answer. */
  static final Pattern ERROR_TEXT =
      Pattern.compile(
          "\\s*(?:API )?Error:? *(?:code:? *)?\\(?[45]\\d\\d\\b", Pattern.CASE_INSENSITIVE);

  private AnyAcp() {}

  static AcpCli of(Settings settings) {
    return of(settings.get(SettingKeys.PROVIDER), settings);
  }

  static AcpCli of(String name, Settings settings) {
    List<String> command = command(name, settings);
    return new AcpCli(
        name,
        executable(),
        null,
        command.isEmpty() ? List.of() : command.subList(1, command.size()),
        environment(settings.vendor(name).get("environment")),
        access(),
        new AcpCli.Model.Request(),
        new AcpCli.Usage(AcpCli.Counting.A_TURN, false, false),
        true,
        true,
        AcpCli.Texts.errors(ERROR_TEXT),
        List.of());
  }

  /** It is asked, and believed only behind walls: nobody knows what it asks for. */
  private static Map<Access, AcpCli.Held> access() {
    return Map.of(
        Access.READ,
        held("agentpool's walls: nothing can be written; what it asks for is denied", true),
        Access.EDIT,
        held("agentpool's walls; commands that it asks for are denied", true),
        Access.FULL,
        held("nothing, but for agentpool's walls", false));
  }

  private static AcpCli.Held held(String described, boolean needsWalls) {
    return new AcpCli.Held(described, List.of(), Map.of(), null, needsWalls);
  }

  /** What is wrong with its table, a sentence each. */
  static List<String> objections(String name, Settings settings) {
    List<String> objections = new ArrayList<>();
    Map<String, Object> table = settings.vendor(name);
    if (command(name, settings).isEmpty()) {
      objections.add(
          "[provider.\""
              + name
              + "\"] does not say how the agent is started: write command = [\"my-agent\","
              + " \"--acp\"] into it, in your config.toml");
    }
    if (table.get("environment") != null && !(table.get("environment") instanceof Map)) {
      objections.add("environment in [provider.\"" + name + "\"] must be a table of texts");
    }
    if (table.get("model") != null && !(table.get("model") instanceof String)) {
      objections.add("model in [provider.\"" + name + "\"] must be a text");
    }
    return objections;
  }

  private static List<String> command(String name, Settings settings) {
    Object said = settings.vendor(name).get("command");
    if (said instanceof String text && !text.isBlank()) {
      return List.of(text);
    }
    return said instanceof List<?> words && words.stream().allMatch(String.class::isInstance)
        ? words.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Map<String, String> environment(@org.jspecify.annotations.Nullable Object said) {
    Map<String, String> environment = new HashMap<>();
    if (said instanceof Map<?, ?> table) {
      table.forEach((name, value) -> environment.put(name.toString(), String.valueOf(value)));
    }
    return environment;
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
