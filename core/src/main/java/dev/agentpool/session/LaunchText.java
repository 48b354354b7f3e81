package dev.agentpool.session;

import dev.agentpool.budget.Money;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Launch} as text: its format and version, then a fact a line, then {@code end}. A text of
 * another version, or one that was cut off, is no launch: nothing of it is guessed.
 */
final class LaunchText {
  private static final String FORMAT = "agentpool-session ";
  private static final int VERSION = 1;
  private static final String END = "end";

  private LaunchText() {}

  static String write(Launch launch) {
    Writer to = new Writer();
    to.fact("provider", launch.provider());
    to.fact("protocol", launch.protocol());
    to.fact("key", launch.key());
    to.fact("environment-key", launch.environment().key());
    launch.environment().names().forEach(name -> to.fact("environment", name));
    to.fact("directory", launch.workingDirectory());
    Workplace place = launch.workplace();
    if (place != null) {
      to.fact("workspace", place.mode().wireName());
      to.fact("project", place.project());
      to.fact("base", place.base());
      to.fact("slot", place.slot());
      to.fact("plan", place.plan() == null ? null : place.plan().value());
    }
    to.fact("cap-micros", launch.cap() == null ? null : launch.cap().micros());
    to.fact("resident", launch.resident());
    to.fact("resume", launch.resume());
    to.fact("schema", launch.schema());
    to.fact("walls", launch.walls().told());
    launch.settings().plain().forEach(to::setting);
    return to.text.append(END).append('\n').toString();
  }

  /** Settings are texts, numbers, booleans, or lists of texts: the first word says which. */
  private static final class Writer {
    final StringBuilder text = new StringBuilder(FORMAT).append(VERSION).append('\n');

    void setting(String name, Object value) {
      if (value instanceof List<?> list) {
        fact("setting", name + " list");
        list.forEach(item -> fact("setting", name + " item " + item));
      } else {
        fact("setting", name + " " + typed(value));
      }
    }

    void fact(String name, @Nullable Object value) {
      if (value != null) {
        String escaped =
            value.toString().replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
        text.append(name).append(' ').append(escaped).append('\n');
      }
    }
  }

  private static String typed(Object value) {
    return switch (value) {
      case Boolean flag -> "flag " + flag;
      case Number number -> "number " + number;
      default -> "text " + value;
    };
  }

  static Launch read(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith(FORMAT)) {
      throw new IllegalArgumentException("it is not a record of a session's launch");
    }
    if (!lines.getFirst().equals(FORMAT + VERSION)) {
      throw new IllegalArgumentException(
          "it is of format " + lines.getFirst().substring(FORMAT.length()) + ", not " + VERSION);
    }
    if (!lines.getLast().equals(END)) {
      throw new IllegalArgumentException("it was cut off");
    }
    try {
      return new Reader(lines.subList(1, lines.size() - 1)).launch();
    } catch (NumberFormatException | InvalidSetting bad) {
      throw new IllegalArgumentException("a fact of it cannot be read: " + bad.getMessage(), bad);
    }
  }

  private static final class Reader {
    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> environment = new ArrayList<>();
    private final Map<String, Object> settings = new LinkedHashMap<>();

    Reader(List<String> lines) {
      for (String line : lines) {
        int space = line.indexOf(' ');
        if (space < 1) {
          throw new IllegalArgumentException("it has a line without a fact");
        }
        String name = line.substring(0, space);
        String value = unescaped(line.substring(space + 1));
        switch (name) {
          case "environment" -> environment.add(value);
          case "setting" -> setting(value);
          default -> facts.put(name, value);
        }
      }
    }

    Launch launch() {
      String cap = facts.get("cap-micros");
      return new Launch(
          need("provider"),
          need("protocol"),
          need("key"),
          new Launch.Environment(environment, need("environment-key")),
          Path.of(need("directory")),
          facts.containsKey("workspace") ? workplace() : null,
          cap == null ? null : Money.ofMicros(Long.parseLong(cap)),
          Boolean.parseBoolean(need("resident")),
          facts.get("resume"),
          facts.get("schema"),
          StoodWalls.of(facts.getOrDefault("walls", "")),
          Settings.read(settings));
    }

    private void setting(String fact) {
      String[] words = fact.split(" ", 3);
      String value = words.length == 3 ? words[2] : "";
      switch (words.length > 1 ? words[1] : "") {
        case "text" -> settings.put(words[0], value);
        case "number" -> settings.put(words[0], Long.parseLong(value));
        case "flag" -> settings.put(words[0], Boolean.parseBoolean(value));
        case "list" -> settings.put(words[0], new ArrayList<String>());
        case "item" -> item(words[0], value);
        default -> throw new IllegalArgumentException("it has a setting of no known type: " + fact);
      }
    }

    @SuppressWarnings("unchecked") // only setting() puts lists there
    private void item(String name, String value) {
      if (!(settings.get(name) instanceof List<?> list)) {
        throw new IllegalArgumentException("it has an item of no list: " + name);
      }
      ((List<String>) list).add(value);
    }

    private Workplace workplace() {
      String plan = facts.get("plan");
      return new Workplace(
          mode(need("workspace")),
          Path.of(need("project")),
          Path.of(need("base")),
          need("slot"),
          plan == null ? null : new TaskId(plan));
    }

    private static WorkspaceMode mode(String name) {
      for (WorkspaceMode mode : WorkspaceMode.values()) {
        if (mode.wireName().equals(name)) {
          return mode;
        }
      }
      throw new IllegalArgumentException("there is no workspace mode '" + name + "'");
    }

    private String need(String name) {
      String value = facts.get(name);
      if (value == null) {
        throw new IllegalArgumentException("it does not say the " + name);
      }
      return value;
    }

    private static String unescaped(String text) {
      if (text.indexOf('\\') < 0) {
        return text;
      }
      StringBuilder plain = new StringBuilder(text.length());
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c != '\\' || i + 1 == text.length()) {
          plain.append(c);
          continue;
        }
        char escaped = text.charAt(++i);
        plain.append(escaped == 'n' ? '\n' : escaped == 'r' ? '\r' : escaped);
      }
      return plain.toString();
    }
  }
}
