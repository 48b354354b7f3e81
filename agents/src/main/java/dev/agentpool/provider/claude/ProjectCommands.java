package dev.agentpool.provider.claude;

import dev.agentpool.protocol.streamjson.Json;
import dev.agentpool.session.OwnCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a directory's own files make Claude Code run, and one hash over them: {@code .mcp.json},
 * both settings files, what lies in {@code .claude/hooks}, skills, commands and agents (their front
 * matter and their {@code !`…`} run commands, too), and each file of the directory that a command
 * of these names. What such a script calls in its turn is not looked into.
 */
final class ProjectCommands {
  private static final int MOST_FILES = 2_000;

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
  private final SortedMap<String, String> hashes = new TreeMap<>();
  private final List<String> described = new ArrayList<>();

  private ProjectCommands(Path directory) {
    this.directory = directory;
  }

  static OwnCommands in(Path directory) {
    return new ProjectCommands(directory).read();
  }

  private OwnCommands read() {
    servers(directory.resolve(".mcp.json"));
    settings(directory.resolve(".claude/settings.json"));
    settings(directory.resolve(".claude/settings.local.json"));
    for (String folder : List.of("hooks", "skills", "commands", "agents", "workflows")) {
      folder(directory.resolve(".claude").resolve(folder));
    }
    return described.isEmpty() ? OwnCommands.NONE : new OwnCommands(described, hash());
  }

  private void servers(Path file) {
    if (!take(file)) {
      return;
    }
    JsonNode servers = SmallFile.json(file).path("mcpServers");
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
    JsonNode settings = SmallFile.json(file);
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

  private void folder(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder, 6)) {
      files.filter(Files::isRegularFile).limit(MOST_FILES).sorted().forEach(this::ofFolder);
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      hashes.put(relative(folder), "unreadable");
    }
  }

  private void ofFolder(Path file) {
    if (take(file) && runs(file)) {
      say(file, "runs commands");
    }
  }

  private static boolean runs(Path file) {
    if (!file.toString().endsWith(".md")) {
      return file.getParent() != null && file.getParent().endsWith("hooks");
    }
    String text = SmallFile.text(file).orElse("");
    return text.contains("!`") || text.contains("```!") || FrontMatter.of(text).hasHarm();
  }

  /** Each word of each text in there that is a file of the directory. */
  private void named(JsonNode node) {
    if (node.isString()) {
      String text = node.asString().replaceAll("[\"']", "");
      for (String word :
          text.replaceAll("\\$\\{?CLAUDE_PROJECT_DIR}?", ".").split("[\\s;|&()<>=]+")) {
        takeNamed(word);
      }
    }
    node.forEach(this::named);
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
    if (!Files.exists(file) || hashes.size() >= MOST_FILES) {
      return false;
    }
    byte[] bytes = SmallFile.bytes(file).orElse(null);
    hashes.put(relative(file), bytes == null ? "unreadable" : sha(bytes));
    return true;
  }

  private void say(Path file, String what) {
    String line = relative(file) + ": " + what;
    described.add(line.length() <= 200 ? line : line.substring(0, 199) + "…");
  }

  private String relative(Path file) {
    return directory.relativize(file).toString();
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

  private String hash() {
    StringBuilder all = new StringBuilder();
    hashes.forEach((file, hash) -> all.append(file).append('\0').append(hash).append('\n'));
    return "sha256:" + sha(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String sha(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
