package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.OwnCommands;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a directory's own files make Claude Code run, and one hash over them: {@code .mcp.json},
 * both settings files, what lies in {@code .claude/hooks}, skills, commands and agents (their front
 * matter and their {@code !`…`} run commands, too; also those of the folders above, up to the
 * repository's, which the CLI finds as well), and each file of the directory that a command of
 * these names. What such a script calls in its turn is not looked into. A file that the CLI may
 * read in another way than we do is never taken for one that runs nothing.
 */
final class ProjectCommands {
  private static final String WORDS = "[\\s;|&()<>=`,:\\[\\]{}]+";

  /** Settings that run nothing and allow nothing; any other, also one yet unknown, needs trust. */
  private static final Set<String> HARMLESS =
      Set.of(
          "$schema",
          "model",
          "outputStyle",
          "language",
          "effortLevel",
          "alwaysThinkingEnabled",
          "includeCoAuthoredBy",
          "attribution",
          "cleanupPeriodDays",
          "respectGitignore",
          "spinnerTipsEnabled",
          "theme");

  private final Path directory;
  private final ContentHash content;
  private final List<String> described = new ArrayList<>();

  private ProjectCommands(Path directory) {
    this.directory = directory;
    this.content = new ContentHash(directory);
  }

  static OwnCommands in(Path directory) {
    return new ProjectCommands(directory).read();
  }

  private OwnCommands read() {
    servers(directory.resolve(".mcp.json"));
    settings(directory.resolve(".claude/settings.json"));
    settings(directory.resolve(".claude/settings.local.json"));
    for (Path place = directory; place != null; place = above(place)) {
      for (String folder : List.of("hooks", "skills", "commands", "agents", "workflows")) {
        content.walk(place.resolve(".claude").resolve(folder), this::ofFolder);
      }
    }
    String objection = content.objection();
    if (!objection.isEmpty()) {
      described.add(objection + ", so none of this can be trusted");
    }
    return described.isEmpty()
        ? OwnCommands.NONE
        : new OwnCommands(described, content.hash(), objection);
  }

  /** The folder above within a repository, or below the user's home, as the CLI goes up. */
  private static @Nullable Path above(Path place) {
    Path above = place.getParent();
    boolean isTop =
        Files.exists(place.resolve(".git"))
            || above == null
            || above.equals(Path.of(System.getProperty("user.home")));
    return isTop ? null : above;
  }

  private void servers(Path file) {
    if (!take(file)) {
      return;
    }
    JsonNode servers = json(file).path("mcpServers");
    for (Map.Entry<String, JsonNode> server : servers.properties()) {
      say(file, "MCP server " + server.getKey() + ": " + command(server.getValue()));
      named(server.getValue());
    }
    if (servers.isEmpty()) {
      say(file, "MCP servers that cannot be read");
    }
  }

  private void settings(Path file) {
    if (!take(file)) {
      return;
    }
    JsonNode settings = json(file);
    for (Map.Entry<String, JsonNode> event : settings.path("hooks").properties()) {
      say(file, "hook " + event.getKey() + ": " + firstCommand(event.getValue()));
    }
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      if (!HARMLESS.contains(setting.getKey()) && !setting.getKey().equals("hooks")) {
        say(file, setting.getKey() + ": " + inShort(setting.getValue()));
      }
    }
    named(settings);
  }

  /** A file that we cannot read may be one that the CLI can. */
  private JsonNode json(Path file) {
    Optional<JsonNode> read =
        SmallFile.text(file)
            .map(text -> text.startsWith("\ufeff") ? text.substring(1) : text)
            .flatMap(Json::whole);
    if (read.isEmpty()) {
      content.object(relative(file), "no JSON object of at most 1 MiB");
    }
    return read.orElseGet(Json::object);
  }

  private void ofFolder(Path file) {
    if (take(file) && runs(file)) {
      say(file, "runs commands");
      SmallFile.text(file).ifPresent(this::words);
    }
  }

  private static boolean runs(Path file) {
    if (!file.toString().endsWith(".md")) {
      return file.getParent() != null && file.getParent().endsWith("hooks");
    }
    Optional<String> read = SmallFile.text(file);
    if (read.isEmpty()) {
      return true; // or it might, which nobody can tell
    }
    String text = read.get();
    return text.contains("!`") || text.contains("```!") || FrontMatter.of(text).hasHarm();
  }

  /** Each word of each text in there that is a file of the directory. */
  private void named(JsonNode node) {
    if (node.isString()) {
      words(node.asString());
    }
    node.forEach(this::named);
  }

  private void words(String text) {
    String plain = text.replaceAll("[\"']", "");
    Stream.of(plain.replaceAll("\\$\\{?(CLAUDE_PROJECT_DIR|PWD)}?", ".").split(WORDS))
        .forEach(this::takeNamed);
  }

  private void takeNamed(String word) {
    try {
      Path file = directory.resolve(word).normalize();
      if (!word.isBlank() && file.startsWith(directory) && Files.isRegularFile(file)) {
        take(file);
      }
    } catch (InvalidPathException noFile) {
      // a word of another kind
    }
  }

  private boolean take(Path file) {
    return content.take(file);
  }

  private void say(Path file, String what) {
    String line = relative(file) + ": " + what;
    described.add(line.length() <= 200 ? line : line.substring(0, 199) + "…");
  }

  private String relative(Path file) {
    return content.name(file);
  }

  private static String command(JsonNode server) {
    String command = Json.text(server, "command", Json.text(server, "url", "?"));
    StringBuilder line = new StringBuilder(command);
    server.path("args").forEach(argument -> line.append(' ').append(argument.asString("?")));
    return line.toString();
  }

  private static String inShort(JsonNode value) {
    return value.isObject() && value.findValue("command") == null
        ? String.join(", ", value.propertyNames())
        : firstCommand(value);
  }

  private static String firstCommand(JsonNode node) {
    if (node.isString()) {
      return node.asString();
    }
    JsonNode command = node.findValue("command");
    return command != null && command.isString() ? command.asString() : "…";
  }
}
